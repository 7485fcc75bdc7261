using ActorProxy.Edge.Headers;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Sampling;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Balancing;

/// <summary>Finds the endpoint that a hash belongs to.</summary>
internal interface IHashTable
{
    ServiceEndpoint Find(ulong hash);
}

/// <summary>
/// Chooses by a hash of a header, a cookie or the client's address, the same on every edge. Requests without a key are spread in turn;
/// where the Mapping gives a cookie a life, they are given the cookie too (Envoy's hash policy).
/// </summary>
internal sealed class HashPicker(
    ServiceEndpoints endpoints, LoadBalancing balancing, Func<IReadOnlyList<ServiceEndpoint>, IHashTable> build) : EndpointPicker
{
    private volatile Table? _table;

    public override ServiceEndpoint? Pick(HttpContext context)
    {
        var current = endpoints.Current;
        if (current.Count == 0)
            return null;
        if (KeyOf(context) is not { Length: > 0 } key)
            return endpoints.Next();

        var table = _table;
        if (!ReferenceEquals(table?.Endpoints, current))
            _table = table = new Table(current, build(current));
        return table.Hashes.Find(StableHash.Of(key));
    }

    private string? KeyOf(HttpContext context) => balancing.Source switch
    {
        HashSource.Header => context.Request.Headers.TryGetValue(balancing.Name, out var values) ? values.ToString() : null,
        HashSource.Cookie => context.Request.Cookies[balancing.Name]?.Trim('"') ?? StickyCookie.Give(context, balancing),
        _ => ClientAddress.Of(context.Connection),
    };

    private sealed record Table(IReadOnlyList<ServiceEndpoint> Endpoints, IHashTable Hashes);
}
