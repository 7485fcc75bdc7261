namespace ActorProxy.Mappings.Routing.Policies;

/// <summary>How endpoints of a service are chosen.</summary>
public enum LoadBalancingPolicy
{
    /// <summary>In turn.</summary>
    RoundRobin,

    /// <summary>The one with fewer requests under way, of two at random.</summary>
    LeastRequest,

    /// <summary>By a hash of a key, on a ring: few keys move when an endpoint comes or goes.</summary>
    RingHash,

    /// <summary>By a hash of a key, in a Maglev table.</summary>
    Maglev,
}

/// <summary>What the hashing policies hash.</summary>
public enum HashSource
{
    /// <summary>Nothing; the policy does not hash.</summary>
    None,

    /// <summary>A cookie, which the proxy sets when the request lacks it and <see cref="LoadBalancing.CookieTtl"/> is given.</summary>
    Cookie,

    /// <summary>A header.</summary>
    Header,

    /// <summary>The client's address.</summary>
    SourceAddress,
}

/// <summary>A Mapping's <c>load_balancer</c>.</summary>
public sealed record LoadBalancing
{
    /// <summary>The default: in turn.</summary>
    public static LoadBalancing RoundRobin { get; } = new();

    /// <summary>How endpoints are chosen.</summary>
    public LoadBalancingPolicy Policy { get; init; }

    /// <summary>What is hashed.</summary>
    public HashSource Source { get; init; }

    /// <summary>Name of the header or cookie that is hashed; empty otherwise.</summary>
    public string Name { get; init; } = "";

    /// <summary>Path of a cookie that the proxy sets; null leaves it out.</summary>
    public string? CookiePath { get; init; }

    /// <summary>Life of a cookie that the proxy sets; null means that it sets none, zero a session cookie.</summary>
    public TimeSpan? CookieTtl { get; init; }
}
