using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Comparing.Json;

/// <summary>Where a set of path patterns stands at one place of a document. Immutable; cheap where no pattern goes on.</summary>
internal sealed class JsonPathSet
{
    /// <summary>No pattern.</summary>
    public static JsonPathSet Empty { get; } = new([]);

    private readonly Position[] _positions;

    private JsonPathSet(Position[] positions)
    {
        _positions = positions;
        IsHere = positions.Any(p => p.Next == p.Pattern.Steps.Count);
    }

    /// <summary>Whether a pattern names this place.</summary>
    public bool IsHere { get; }

    /// <summary>The set at the root of a document.</summary>
    public static JsonPathSet AtRoot(IEnumerable<JsonPathPattern> patterns) => new([.. patterns.Select(p => new Position(p, 0))]);

    /// <summary>The set at a member of this place.</summary>
    public JsonPathSet Member(string name) => _positions.Length == 0 ? this : Advance(step => step.TakesMember(name));

    /// <summary>The set at an element of this place.</summary>
    public JsonPathSet Element(int index) => _positions.Length == 0 ? this : Advance(step => step.TakesElement(index));

    private JsonPathSet Advance(Func<JsonPathStep, bool> takes)
    {
        List<Position>? next = null;
        foreach (var position in _positions)
        {
            if (position.Next == position.Pattern.Steps.Count) continue;
            var step = position.Pattern.Steps[position.Next];
            if (takes(step)) Add(new Position(position.Pattern, position.Next + 1));
            if (step.IsDescent) Add(position);
        }

        return next is null ? Empty : new JsonPathSet([.. next]);

        void Add(Position position)
        {
            next ??= [];

            // "$..a..b" reaches the same position on several ways; keeping each would double them at every level.
            if (!next.Contains(position)) next.Add(position);
        }
    }

    private readonly record struct Position(JsonPathPattern Pattern, int Next);
}
