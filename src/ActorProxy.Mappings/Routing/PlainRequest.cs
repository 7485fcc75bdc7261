namespace ActorProxy.Mappings.Routing;

/// <summary>A request that somebody describes instead of sending it.</summary>
public readonly struct PlainRequest : IRequestHead
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers;

    /// <param name="method">The method.</param>
    /// <param name="authority">The Host header; empty when the request has none.</param>
    /// <param name="target">Path and query as sent; must start with a slash.</param>
    /// <param name="headers">The other headers; a name may occur several times.</param>
    /// <exception cref="ArgumentException">The target does not start with a slash.</exception>
    public PlainRequest(string method, string authority, string target, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        if (!target.StartsWith('/'))
            throw new ArgumentException($"the path must start with a slash, not as in '{target}'", nameof(target));

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        (Method, Authority, _headers) = (method, authority, headers);
        Path = PathNormalizer.Normalize(mark < 0 ? target : target[..mark]);
        Query = mark < 0 ? "" : target[mark..];
    }

    /// <inheritdoc/>
    public string Method { get; }

    /// <inheritdoc/>
    public string Authority { get; }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public string Query { get; }

    /// <inheritdoc/>
    public string? Header(string name)
    {
        if (name.Equals("host", StringComparison.OrdinalIgnoreCase))
            return Authority.Length == 0 ? null : Authority;

        var values = _headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(',', values);
    }
}
