namespace ActorProxy.Mappings.Shadows;

/// <summary>A policy's <c>compare.endpoint_by</c>: how requests are grouped into endpoints, each of which has its own counts.</summary>
/// <param name="Header">The request header that names the endpoint, such as <c>Canonical-Resource</c>; null for none.</param>
/// <param name="Paths">
/// Path templates such as <c>/orders/{id}/items/*</c>, the first that matches counts: <c>{name}</c> and <c>*</c> stand for one segment, <c>**</c> at the end for the rest.
/// </param>
public sealed record EndpointSource(string? Header, IReadOnlyList<string> Paths)
{
    /// <summary>Method and path, with what looks like an identifier replaced.</summary>
    public static EndpointSource Default { get; } = new(null, []);
}
