using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Shadows;

/// <summary>A shadow Mapping, or a mirror of an HTTPRoute, compiled together with the ShadowPolicy that refines it, if there is one.</summary>
public sealed class ShadowRoute
{
    /// <summary>The Mapping's name: <c>name</c> in the node's own namespace, else <c>name.namespace</c>. Unique among shadow routes.</summary>
    public required string Name { get; init; }

    /// <summary>The service that gets the copies.</summary>
    public required ServiceTarget Service { get; init; }

    /// <summary>How many of a group's requests are copied, in percent: 0 to 100, decimals allowed.</summary>
    public required double Weight { get; init; }

    /// <summary>How copies are chosen, changed, sent and limited.</summary>
    public required ShadowSettings Settings { get; init; }

    /// <summary>How connections to the service are made.</summary>
    public UpstreamSettings Upstream { get; init; } = UpstreamSettings.Default;

    /// <summary>The name under which the service's metrics are wanted; null means its own.</summary>
    public string? StatsName { get; init; }
}
