namespace ActorProxy.Mappings.Routing;

/// <summary>
/// What routing needs to see of a request. Implemented by a struct over the server's own request object, so that matching allocates nothing.
/// </summary>
public interface IRequestHead
{
    /// <summary>The method, as sent (case-sensitive).</summary>
    string Method { get; }

    /// <summary>The Host header or <c>:authority</c>, port included if the client sent one; empty if absent.</summary>
    string Authority { get; }

    /// <summary>The path as sent, still percent-encoded, without the query, already normalised (<see cref="PathNormalizer"/>).</summary>
    string Path { get; }

    /// <summary>The query with its leading <c>?</c>, or an empty string.</summary>
    string Query { get; }

    /// <summary>The value of a header, several values joined by a comma; null when the request does not have it.</summary>
    /// <param name="name">Header name, any case.</param>
    string? Header(string name);
}
