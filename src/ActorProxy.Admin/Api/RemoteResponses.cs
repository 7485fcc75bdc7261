namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>remote show</c>: the connections of remoting as the node that answers has noticed them.</summary>
/// <param name="Self">Where this node's remoting is reached.</param>
/// <param name="Associations">One for each other member, and for each other address that remoting has announced in the life of the present actor system.</param>
public sealed record RemoteResponse(string Self, IReadOnlyList<AssociationResponse> Associations);

/// <summary>What became of the connections with one address.</summary>
/// <param name="Address">The other side.</param>
/// <param name="Heartbeat"><c>ok</c> or <c>lost</c> for a member of the cluster; null for others.</param>
/// <param name="Outbound"><c>open</c>, <c>closed</c>, or null when this node never connected to it.</param>
/// <param name="Inbound"><c>open</c>, <c>closed</c>, or null when nothing was announced: a connection serves both directions, and Akka announces it to the side that opened it.</param>
/// <param name="Since">When the last announcement was (UTC); null when there was none.</param>
/// <param name="Failures">How often a connection failed.</param>
/// <param name="LastError">The last failure; null when there was none.</param>
/// <param name="Quarantined">Whether this node refuses to speak to it until it is restarted.</param>
public sealed record AssociationResponse(
    string Address, string? Heartbeat, string? Outbound, string? Inbound, DateTimeOffset? Since, long Failures, string? LastError, bool Quarantined);

/// <summary>A line of <c>remote tail</c>.</summary>
/// <param name="At">When this node noticed it (UTC).</param>
/// <param name="Event"><c>associated</c>, <c>disassociated</c>, <c>failed</c> or <c>quarantined</c>.</param>
/// <param name="Address">The other side.</param>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>; null when it is about both.</param>
/// <param name="Error">What failed, if something did.</param>
public sealed record RemoteEventResponse(DateTimeOffset At, string Event, string Address, string? Direction, string? Error);
