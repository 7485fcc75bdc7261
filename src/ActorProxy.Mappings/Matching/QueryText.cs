namespace ActorProxy.Mappings.Matching;

/// <summary>Looks up parameters in a query string as Envoy's router does: undecoded, the first of several counts.</summary>
internal static class QueryText
{
    /// <summary>Finds a parameter.</summary>
    /// <param name="query">The query with its leading question mark, or an empty string.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Its value; empty when it has none.</param>
    public static bool TryFind(string query, string name, out ReadOnlySpan<char> value)
    {
        var rest = query.AsSpan().TrimStart('?');
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf('&');
            var pair = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (pair.StartsWith(name) && (pair.Length == name.Length || pair[name.Length] == '='))
            {
                value = pair.Length == name.Length ? [] : pair[(name.Length + 1)..];
                return true;
            }
        }

        value = [];
        return false;
    }
}
