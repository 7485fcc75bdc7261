namespace ActorProxy.Shadowing.Comparing.Heads;

/// <summary>Looks up header fields.</summary>
internal static class HeaderFields
{
    /// <summary>The first value of a field; null when it is not there.</summary>
    public static string? First(this IReadOnlyList<KeyValuePair<string, string>> fields, string name)
    {
        foreach (var (key, value) in fields)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    /// <summary>The elements of a field whose value is a list, over all its lines.</summary>
    public static IReadOnlyList<string> Elements(this IReadOnlyList<KeyValuePair<string, string>> fields, string name) =>
        [.. fields.Where(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(f => f.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
