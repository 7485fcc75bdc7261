using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Comparing;

/// <summary>Names the endpoint of a request, so that requests of one kind are counted together. Immutable; safe for any number of threads.</summary>
public sealed class EndpointNamer
{
    private readonly EndpointSource _source;

    /// <summary>Prepares the templates.</summary>
    public EndpointNamer(EndpointSource source) => _source = source;

    /// <summary>The endpoint, such as <c>GET /orders/{id}</c>.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">Its path; a query is cut off.</param>
    /// <param name="header">Looks up a request header by name; null when absent.</param>
    public string Name(string method, string path, Func<string, string?> header)
    {
        if (_source.Header is { } name && header(name) is { Length: > 0 } value) return value;
        var query = path.IndexOf('?', StringComparison.Ordinal);
        return $"{method} {(query < 0 ? path : path[..query])}";
    }
}
