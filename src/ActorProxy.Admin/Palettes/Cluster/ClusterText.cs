using System.Globalization;
using ActorProxy.Admin.Api;

namespace ActorProxy.Admin.Palettes.Cluster;

/// <summary>Answers of the palette <c>cluster</c> for people.</summary>
internal static class ClusterText
{
    /// <summary>The members. Rows and trailer are Petabridge.Cmd's, so that scripts written for it go on working.</summary>
    public static string Members(ClusterResponse cluster)
    {
        var rows = cluster.Members.Select(member =>
            $"{member.Address} | [{string.Join(',', member.Roles)}] | {member.Status} | {Mark(member)} | {member.Version}");
        return string.Join('\n', rows.Append($"Count: {cluster.Members.Count} nodes"));
    }

    /// <summary>The state of the node that answers.</summary>
    public static string Status(ClusterResponse cluster)
    {
        var byStatus = cluster.Members.GroupBy(member => member.Status).OrderByDescending(group => group.Count())
            .Select(group => $"{group.Key}: {group.Count()}");
        var unreachable = cluster.Members.Where(member => !member.Reachable).Select(member => member.Address).ToList();
        return string.Join(
            '\n',
            $"self         {cluster.Self ?? "(no actor system runs)"}",
            $"status       {cluster.SelfStatus}",
            $"leader       {cluster.Leader ?? "(none)"}",
            $"ready        {(cluster.Ready ? "yes" : $"no: {cluster.NotReadyReason}")}",
            $"members      {cluster.Members.Count}{(cluster.Members.Count > 0 ? $" ({string.Join(", ", byStatus)})" : "")}",
            $"unreachable  {(unreachable.Count > 0 ? string.Join(", ", unreachable) : "none")}")
            + string.Concat(cluster.Suspended.Select(edge => $"\nsuspended    copying at {edge.Node}: {edge.Reason}"));
    }

    /// <summary>One event, in a line.</summary>
    public static string Event(ClusterEventResponse happened)
    {
        var time = happened.At.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var roles = happened.Roles.Count > 0 ? $"  [{string.Join(',', happened.Roles)}]" : "";
        return $"{time}  {happened.Event,-11}  {happened.Address ?? "(none)"}{roles}";
    }

    /// <summary>What was set going.</summary>
    public static string Change(MembershipChangeResponse change) => change switch
    {
        { Action: "exit" } => "The node finishes what is under way and ends.",
        { Action: "join", Addresses: [] } => "The node starts a cluster of its own.",
        { Action: "join" } => $"Joining {string.Join(", ", change.Addresses)}; 'cluster status' shows when it is done.",
        { Addresses: [] } => "No member is unreachable.",
        _ => string.Join('\n', change.Addresses.Select(address => $"{address} {(change.Action == "leave" ? "is leaving" : "is declared down")}.")),
    };

    private static string Mark(MemberResponse member) => (member.Leader, member.Reachable) switch
    {
        (true, true) => "leader",
        (true, false) => "leader, unreachable",
        (false, true) => "",
        (false, false) => "unreachable",
    };
}
