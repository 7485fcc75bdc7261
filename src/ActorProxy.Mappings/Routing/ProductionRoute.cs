using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Routing;

/// <summary>A production Mapping, compiled: one of the services that answer the requests of its group.</summary>
public sealed class ProductionRoute
{
    /// <summary>The Mapping's name: <c>name</c> in the node's own namespace, else <c>name.namespace</c>. Unique among production routes.</summary>
    public required string Name { get; init; }

    /// <summary>The service that answers.</summary>
    public required ServiceTarget Service { get; init; }

    /// <summary>The weight that the Mapping asks for, in percent; null when it gives none.</summary>
    public int? Weight { get; init; }

    /// <summary>The share of its group's requests that it really gets, in percent (semantics of Ambassador's canaries).</summary>
    public required double Share { get; init; }

    /// <summary>The status that the proxy itself answers this share of the requests with; null when the service answers.</summary>
    public int? DirectStatus { get; init; }

    /// <summary>How long production may take from the end of the request to the head of its reply; null means no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How the path is rewritten.</summary>
    public required PathRewrite Rewrite { get; init; }

    /// <summary>The shadows of the requests that this one of the group answers, where they are not the group's; null means the group's.</summary>
    public IReadOnlyList<ShadowRoute>? OwnShadows { get; init; }

    /// <summary>Changes to the request's headers, in this order.</summary>
    public IReadOnlyList<HeaderMutation> RequestHeaders { get; init; } = [];

    /// <summary>Changes to the reply's headers, in this order.</summary>
    public IReadOnlyList<HeaderMutation> ResponseHeaders { get; init; } = [];

    /// <summary>The Host that production gets; null leaves the client's.</summary>
    public string? HostRewrite { get; init; }

    /// <summary>Whether production gets the name of its own endpoint as Host; copies then carry the client's (Envoy decides too late for them).</summary>
    public bool AutoHostRewrite { get; init; }

    /// <summary>Longest silence between the parts of a request or reply; null means no limit.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>When a request is sent again; null means never.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How connections to the service are made.</summary>
    public UpstreamSettings Upstream { get; init; } = UpstreamSettings.Default;

    /// <summary>The name under which the service's metrics are wanted; null means its own.</summary>
    public string? StatsName { get; init; }
}
