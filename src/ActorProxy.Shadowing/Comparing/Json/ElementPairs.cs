namespace ActorProxy.Shadowing.Comparing.Json;

/// <summary>Which element of one array belongs to which of another.</summary>
/// <remarks>
/// Equal elements belong together, the first of several with the first. What is then left over is paired by the member that names it (<c>id</c> and
/// the like) where there is one, else in the order in which it stands. So an insertion is one added element, a change is a change of one element, and a
/// rotation is a change of order, all without a quadratic search.
/// </remarks>
internal sealed class ElementPairs
{
    private const int None = -1;
    private static readonly string[] Naming = ["id", "_id", "uuid", "key", "code", "sku", "name"];

    private readonly JsonNode[] _production;
    private readonly JsonNode[] _other;
    private readonly List<(JsonNode Production, JsonNode Other)> _paired = [];

    // For each of production's elements the index of its counterpart, and which of the others have one.
    private readonly int[] _counterparts;
    private readonly bool[] _taken;

    private ElementPairs(JsonNode[] production, JsonNode[] other)
    {
        (_production, _other) = (production, other);
        _counterparts = new int[production.Length];
        Array.Fill(_counterparts, None);
        _taken = new bool[other.Length];
    }

    /// <summary>Pairs that may differ inside.</summary>
    public IReadOnlyList<(JsonNode Production, JsonNode Other)> Paired => _paired;

    /// <summary>Whether elements that surely belong together stand in another order.</summary>
    public bool IsReordered { get; private set; }

    /// <summary>Whether production has an element without a counterpart.</summary>
    public bool HasMissing { get; private set; }

    /// <summary>Whether the other has one.</summary>
    public bool HasAdded { get; private set; }

    /// <summary>Elements looked at.</summary>
    public long Steps { get; private set; }

    /// <summary>Pairs the elements of two arrays.</summary>
    public static ElementPairs Of(JsonNode production, JsonNode other)
    {
        // Elements alike but for numbers: smallest with smallest, so that jitter does not cross them.
        var pairs = production.IsUnordered && production.HasLooseNumbers
            ? new ElementPairs([.. production.Elements.OrderBy(e => e.LooseSum)], [.. other.Elements.OrderBy(e => e.LooseSum)])
            : new ElementPairs(production.Elements, other.Elements);
        pairs.PairBy(node => node.Hash);
        pairs.PairBy(NameOf);
        pairs.NoteOrder();
        pairs.PairRest();
        return pairs;
    }

    /// <summary>Pairs the elements without a counterpart that have the same key; those without a key stay alone.</summary>
    private void PairBy(Func<JsonNode, ulong?> keyOf)
    {
        var waiting = new Dictionary<ulong, Queue<int>>();
        for (var j = 0; j < _other.Length; j++)
        {
            Steps++;
            if (_taken[j] || keyOf(_other[j]) is not { } key) continue;
            if (!waiting.TryGetValue(key, out var queue)) waiting[key] = queue = new Queue<int>(1);
            queue.Enqueue(j);
        }

        for (var i = 0; i < _production.Length && waiting.Count > 0; i++)
        {
            Steps++;
            if (_counterparts[i] == None && keyOf(_production[i]) is { } key && waiting.TryGetValue(key, out var queue) && queue.TryDequeue(out var j))
                Pair(i, j);
        }
    }

    private void PairRest()
    {
        var j = 0;
        for (var i = 0; i < _production.Length; i++)
        {
            if (_counterparts[i] != None) continue;
            while (j < _other.Length && _taken[j]) j++;
            if (j == _other.Length) HasMissing = true;
            else Pair(i, j);
        }

        HasAdded = _taken.Contains(false);
    }

    private void Pair(int i, int j)
    {
        _counterparts[i] = j;
        _taken[j] = true;
        if (_production[i].Hash != _other[j].Hash || _production[i].HasLooseNumbers) _paired.Add((_production[i], _other[j]));
    }

    private void NoteOrder()
    {
        var last = None;
        foreach (var j in _counterparts.Where(j => j != None))
        {
            IsReordered |= j < last;
            last = j;
        }
    }

    /// <summary>The hash of the value that names an object; null for other values and nameless objects.</summary>
    private static ulong? NameOf(JsonNode node)
    {
        if (node.Type != JsonType.Object) return null;
        for (var i = 0; i < Naming.Length; i++)
        {
            if (node.Member(Naming[i]) is { Type: JsonType.Text or JsonType.Number } value)
                return value.Hash ^ (ulong)BitConverter.DoubleToInt64Bits(value.LooseSum) ^ (ulong)i;
        }

        return null;
    }
}
