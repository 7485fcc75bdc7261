using ActorProxy.Shadowing.Clustering;

namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /api/cluster</c>: the cluster as this node sees it.</summary>
/// <param name="Self">This node's address, null while no actor system runs.</param>
/// <param name="SelfStatus">This node's member status in lower case.</param>
/// <param name="Leader">The leader's address, if there is one.</param>
/// <param name="Ready">Whether this node is Up and its dispatchers can be reached.</param>
/// <param name="NotReadyReason">Why not; null when ready.</param>
/// <param name="Members">All members, oldest first.</param>
public sealed record ClusterResponse(
    string? Self, string SelfStatus, string? Leader, bool Ready, string? NotReadyReason, IReadOnlyList<MemberResponse> Members)
{
    /// <summary>Edges that have suspended copying by themselves.</summary>
    public IReadOnlyList<SuspensionResponse> Suspended { get; init; } = [];

    /// <summary>Puts the present state into words.</summary>
    public static ClusterResponse From(ClusterState state) => new(
        state.SelfAddress, state.SelfStatus, state.Leader, state.IsReady, state.NotReadyReason, [.. state.Members.Select(MemberResponse.From)]);
}

/// <summary>One member of the cluster.</summary>
/// <param name="Address">Such as <c>akka.tcp://actorproxy@127.0.0.1:4053</c>.</param>
/// <param name="Roles">Its roles, sorted.</param>
/// <param name="Status">Member status in lower case.</param>
/// <param name="Reachable">Whether this node counts it as reachable.</param>
/// <param name="Version">The version it runs.</param>
/// <param name="Self">Whether it is the node that answers.</param>
/// <param name="Leader">Whether it leads.</param>
public sealed record MemberResponse(
    string Address, IReadOnlyList<string> Roles, string Status, bool Reachable, string Version, bool Self, bool Leader)
{
    internal static MemberResponse From(ClusterMember member) => new(
        member.Address, member.Roles, member.Status, member.IsReachable, member.AppVersion, member.IsSelf, member.IsLeader);
}
