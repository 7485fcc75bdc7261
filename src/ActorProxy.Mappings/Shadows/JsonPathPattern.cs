using System.Globalization;

namespace ActorProxy.Mappings.Shadows;

/// <summary>One step of a path pattern.</summary>
/// <param name="Name">The member's name; null when the step is not a name.</param>
/// <param name="Index">The element's index; -1 when the step is not an index.</param>
/// <param name="IsDescent">Whether any number of steps may come before it (<c>..name</c>).</param>
public readonly record struct JsonPathStep(string? Name, int Index, bool IsDescent)
{
    /// <summary>Whether it takes a member of that name.</summary>
    public bool TakesMember(string name) => Name is null ? Index < 0 : Name == name;

    /// <summary>Whether it takes an element at that index.</summary>
    public bool TakesElement(int index) => Name is null && (Index < 0 || Index == index);
}

/// <summary>
/// A JSON path with wildcards: <c>$.a.b</c>, <c>$['a b']</c>, <c>$.items[*].price</c>, <c>$.items[0]</c>, <c>$.*.id</c>, <c>$..timestamp</c>
/// (the part of RFC 9535 that names places; no filters, no slices).
/// </summary>
public sealed class JsonPathPattern
{
    private JsonPathPattern(IReadOnlyList<JsonPathStep> steps) => Steps = steps;

    /// <summary>The steps behind <c>$</c>.</summary>
    public IReadOnlyList<JsonPathStep> Steps { get; }

    /// <summary>Reads a pattern; null with an error when it is not one.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="error">What is wrong with it, or null.</param>
    public static JsonPathPattern? TryParse(string text, out string? error)
    {
        error = null;
        if (text.Length == 0 || text[0] != '$')
        {
            error = "a JSON path starts with $";
            return null;
        }

        var steps = new List<JsonPathStep>();
        var at = 1;
        while (at < text.Length)
        {
            var isDescent = text.AsSpan(at).StartsWith("..");
            if (isDescent) at += 2;
            var step = text[at..] switch
            {
                ['[', ..] => Bracket(text, ref at),
                ['.', ..] when !isDescent => Dotted(text, ref at, 1),
                _ when isDescent => Dotted(text, ref at, 0),
                _ => null,
            };
            if (step is not { } found)
            {
                error = $"{text}: cannot be read from \"{text[Math.Min(at, text.Length)..]}\" on";
                return null;
            }

            steps.Add(found with { IsDescent = isDescent });
        }

        return new JsonPathPattern(steps);
    }

    private static JsonPathStep? Dotted(string text, ref int at, int dots)
    {
        var start = at + dots;
        var length = text.AsSpan(Math.Min(start, text.Length)).IndexOfAny('.', '[');
        var end = length < 0 ? text.Length : start + length;
        if (end <= start) return null;
        at = end;
        var name = text[start..end];
        return new JsonPathStep(name == "*" ? null : name, -1, false);
    }

    private static JsonPathStep? Bracket(string text, ref int at)
    {
        if (at + 1 < text.Length && text[at + 1] is '\'' or '"')
        {
            var close = text.IndexOf($"{text[at + 1]}]", at + 2, StringComparison.Ordinal);
            if (close < 0) return null;
            var name = text[(at + 2)..close];
            at = close + 2;
            return new JsonPathStep(name, -1, false);
        }

        var end = text.IndexOf(']', at);
        if (end < 0) return null;
        var inner = text.AsSpan(at + 1, end - at - 1);
        var index = -1;
        if (inner is not "*" && !int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out index)) return null;
        at = end + 1;
        return new JsonPathStep(null, index, false);
    }
}
