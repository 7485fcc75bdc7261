namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>cluster join</c>, <c>leave</c>, <c>exit</c>, <c>down</c> and <c>down-unreachable</c>: what was set going.</summary>
/// <param name="Action"><c>join</c>, <c>leave</c>, <c>exit</c> or <c>down</c>.</param>
/// <param name="Addresses">The members concerned; may be none.</param>
public sealed record MembershipChangeResponse(string Action, IReadOnlyList<string> Addresses);

/// <summary>A line of <c>cluster tail</c>.</summary>
/// <param name="At">When this node learnt of it (UTC).</param>
/// <param name="Event">A member status, <c>removed</c>, <c>unreachable</c>, <c>reachable</c> or <c>leader</c>.</param>
/// <param name="Address">The member concerned; null when there is no leader.</param>
/// <param name="Roles">Its roles.</param>
public sealed record ClusterEventResponse(DateTimeOffset At, string Event, string? Address, IReadOnlyList<string> Roles);
