using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Cluster;

/// <summary>Carries out the palette <c>cluster</c>.</summary>
internal sealed class ClusterCommandHandlerActor : AnsweringHandlerActor
{
    public ClusterCommandHandlerActor(NodeViews node)
        : base(ClusterCommands.Palette)
    {
        Answer(ClusterCommands.Show.Name, (command, _) => Cluster(command, node, Members));
        Answer(ClusterCommands.Status.Name, (command, _) => Cluster(command, node, Status));
    }

    private static CommandResponse Cluster(Command command, NodeViews node, Func<ClusterResponse, string> text) =>
        Render(command, node.ReadCluster(), AdminJsonContext.Plain.ClusterResponse, text);

    // The rows and the trailer are Petabridge.Cmd's, so that scripts written for it go on working.
    private static string Members(ClusterResponse cluster)
    {
        var rows = cluster.Members.Select(member =>
            $"{member.Address} | [{string.Join(',', member.Roles)}] | {member.Status} | {Mark(member)} | {member.Version}");
        return string.Join('\n', rows.Append($"Count: {cluster.Members.Count} nodes"));
    }

    private static string Mark(MemberResponse member) => (member.Leader, member.Reachable) switch
    {
        (true, true) => "leader",
        (true, false) => "leader, unreachable",
        (false, true) => "",
        (false, false) => "unreachable",
    };

    private static string Status(ClusterResponse cluster)
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
            $"unreachable  {(unreachable.Count > 0 ? string.Join(", ", unreachable) : "none")}");
    }
}
