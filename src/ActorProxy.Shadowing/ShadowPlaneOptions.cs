using ActorProxy.Mappings.Redaction;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Distress;
using ActorProxy.Shadowing.Logging;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing;

/// <summary>Settings of a node's <see cref="ShadowPlane"/>.</summary>
public sealed record ShadowPlaneOptions
{
    /// <summary>How it takes part in the cluster.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>How much memory copies may take at an edge.</summary>
    public OfferLimits Limits { get; init; } = new();

    /// <summary>When an edge suspends copying for production's sake.</summary>
    public DistressLimits Distress { get; init; } = new();

    /// <summary>Directory for what must survive a restart; null keeps nothing.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Headers whose values samples of replies never show; policies may add to them.</summary>
    public HeaderRedaction Redaction { get; init; } = HeaderRedaction.Default;

    /// <summary>Where lines about single copies go, and whose lines are counted among this node's numbers. They stay the caller's.</summary>
    public RequestLogs Logs { get; init; } = RequestLogs.None;
}
