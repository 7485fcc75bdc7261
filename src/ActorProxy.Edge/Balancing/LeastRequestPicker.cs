using ActorProxy.Shadowing.Upstreams;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Balancing;

/// <summary>Of two endpoints at random, the one with fewer requests under way (Envoy's <c>LEAST_REQUEST</c> with equal weights).</summary>
internal sealed class LeastRequestPicker(ServiceEndpoints endpoints) : EndpointPicker
{
    private readonly Lock _gate = new();
    private volatile Snapshot _newest = new([], []);

    public override ServiceEndpoint? Pick(HttpContext context)
    {
        var loads = Loads();
        if (loads.Endpoints.Count == 0)
            return null;

        var first = Random.Shared.Next(loads.Endpoints.Count);
        var second = Random.Shared.Next(loads.Endpoints.Count);
        var chosen = Volatile.Read(ref loads.UnderWay[first].Value) <= Volatile.Read(ref loads.UnderWay[second].Value) ? first : second;
        Interlocked.Increment(ref loads.UnderWay[chosen].Value);
        return loads.Endpoints[chosen];
    }

    public override void Release(ServiceEndpoint endpoint)
    {
        if (_newest.Of(endpoint) is { } underWay)
            Interlocked.Decrement(ref underWay.Value);
    }

    private Snapshot Loads()
    {
        var loads = _newest;
        var current = endpoints.Current;
        if (ReferenceEquals(loads.Endpoints, current))
            return loads;

        lock (_gate)
        {
            // Endpoints that stay keep their count.
            var before = _newest;
            if (!ReferenceEquals(before.Endpoints, current))
                _newest = new Snapshot(current, [.. current.Select(endpoint => before.Of(endpoint) ?? new Counter())]);
            return _newest;
        }
    }

    /// <summary>A list of endpoints, and what is under way to each.</summary>
    private sealed record Snapshot(IReadOnlyList<ServiceEndpoint> Endpoints, Counter[] UnderWay)
    {
        public Counter? Of(ServiceEndpoint endpoint)
        {
            for (var i = 0; i < UnderWay.Length; i++)
            {
                if (Endpoints[i] == endpoint)
                    return UnderWay[i];
            }

            return null;
        }
    }

    private sealed class Counter
    {
        public int Value;
    }
}
