using Akka.Actor;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>The cluster as this node sees it. Answers at once, also while the actor system is down or being started anew.</summary>
public interface IClusterView
{
    /// <summary>The present state.</summary>
    ClusterState Read();

    /// <summary>The actor system that runs now, or null while there is none (the palette host needs it).</summary>
    ActorSystem? System { get; }

    /// <summary>Raised with each new actor system, before it joins; a handler may start top-level actors in it.</summary>
    event Action<ActorSystem>? SystemStarted;
}

/// <summary>State of the cluster as seen by one node.</summary>
/// <param name="SelfAddress">This node's address, null while no actor system runs.</param>
/// <param name="SelfStatus">This node's member status in lower case (<c>up</c>, <c>joining</c> ...), or <c>down</c> while no actor system runs.</param>
/// <param name="Leader">The leader's address, if there is one.</param>
/// <param name="Members">All members, sorted by age, oldest first.</param>
/// <param name="IsReady">Whether this node is Up and its dispatchers can be reached.</param>
/// <param name="NotReadyReason">Why not; null when ready.</param>
public sealed record ClusterState(
    string? SelfAddress, string SelfStatus, string? Leader, IReadOnlyList<ClusterMember> Members, bool IsReady, string? NotReadyReason);

/// <summary>One member.</summary>
/// <param name="Address">Such as <c>akka.tcp://actorproxy@127.0.0.1:4053</c>.</param>
/// <param name="Roles">Its roles, sorted.</param>
/// <param name="Status"><c>joining</c>, <c>weaklyup</c>, <c>up</c>, <c>leaving</c>, <c>exiting</c>, <c>down</c>.</param>
/// <param name="IsReachable">Whether this node's view counts it as reachable.</param>
/// <param name="AppVersion">The version it runs.</param>
/// <param name="IsSelf">Whether it is this node.</param>
/// <param name="IsLeader">Whether it leads.</param>
public sealed record ClusterMember(
    string Address, IReadOnlyList<string> Roles, string Status, bool IsReachable, string AppVersion, bool IsSelf, bool IsLeader);
