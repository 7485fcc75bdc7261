using ActorProxy.Mappings.Sampling;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Edge.Balancing;

/// <summary>
/// Consistent hashing on a ring (Envoy's <c>RING_HASH</c>, 1,024 points at least): few keys move when an endpoint comes or goes.
/// </summary>
internal sealed class HashRing : IHashTable
{
    private const int LeastPoints = 1024;

    private readonly ulong[] _points;
    private readonly ServiceEndpoint[] _owners;

    private HashRing(ulong[] points, ServiceEndpoint[] owners) => (_points, _owners) = (points, owners);

    /// <param name="endpoints">At least one.</param>
    public static IHashTable Build(IReadOnlyList<ServiceEndpoint> endpoints)
    {
        var each = (LeastPoints + endpoints.Count - 1) / endpoints.Count;
        var points = new ulong[each * endpoints.Count];
        var owners = new ServiceEndpoint[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var endpoint = endpoints[i / each];
            points[i] = StableHash.Of($"{endpoint.BaseAddress}_{i % each}");
            owners[i] = endpoint;
        }

        Array.Sort(points, owners);
        return new HashRing(points, owners);
    }

    public ServiceEndpoint Find(ulong hash)
    {
        var index = Array.BinarySearch(_points, hash);
        if (index < 0)
            index = ~index;
        return _owners[index == _owners.Length ? 0 : index];
    }
}
