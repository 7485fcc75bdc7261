using ActorProxy.Admin.Logs;
using ActorProxy.Mappings.Loading;
using ActorProxy.Shadowing.Clustering;

namespace ActorProxy.Admin;

/// <summary>What a node's process lets operators see and do beyond its views; each part may be missing.</summary>
public sealed record NodeFacilities
{
    /// <summary>The node's log.</summary>
    public NodeLog? Log { get; init; }

    /// <summary>The files that its Mappings come from.</summary>
    public MappingWatcher? Mappings { get; init; }

    /// <summary>Brings the node into a cluster.</summary>
    public IClusterMembership? Membership { get; init; }

    /// <summary>Ends the process in good order, as SIGTERM does; returns at once.</summary>
    public Action? Exit { get; init; }

    /// <summary>Whether the process is ending, so that whoever balances over nodes must send to others.</summary>
    public Func<bool> IsEnding { get; init; } = static () => false;
}
