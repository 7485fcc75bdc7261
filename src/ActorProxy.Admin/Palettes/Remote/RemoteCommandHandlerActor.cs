using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Shadowing.Clustering;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Remote;

/// <summary>Carries out the palette <c>remote</c>.</summary>
internal sealed class RemoteCommandHandlerActor : AnsweringHandlerActor
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    public RemoteCommandHandlerActor(NodeViews node)
        : base(RemoteCommands.Palette)
    {
        var watch = Context.System.ActorSelection($"/user/{RemoteWatchActor.ActorName}");
        AnswerLater(RemoteCommands.Show.Name, async (command, _) => Render(
            command,
            WithMembers(await watch.Ask<RemoteResponse>(RemoteWatchActor.Read.Instance, AnswerTimeout).ConfigureAwait(false), node.Cluster.Read()),
            AdminJsonContext.Plain.RemoteResponse,
            Table));
        Process(RemoteCommands.Tail.Name, command =>
        {
            var client = Sender;
            Context.ActorOf(Props.Create(() => new RemoteTailActor(client, command)), "tail");
        });
    }

    private static RemoteResponse WithMembers(RemoteResponse remote, ClusterState cluster)
    {
        var others = cluster.Members.Where(member => !member.IsSelf).ToDictionary(member => member.Address, member => member.IsReachable ? "ok" : "lost");
        var silent = others.Keys.Except(remote.Associations.Select(one => one.Address)).Select(address => new AssociationResponse(address, null, null, null, null, 0, null, false));
        return remote with
        {
            Associations = [.. remote.Associations.Concat(silent).Select(one => one with { Heartbeat = others.GetValueOrDefault(one.Address) }).OrderBy(one => one.Address, StringComparer.Ordinal)],
        };
    }

    private static string Table(RemoteResponse remote)
    {
        if (remote.Associations.Count == 0)
            return $"{remote.Self} is alone and has had no connection to another node.";

        var table = new TextTable("address", "heartbeat", "outbound", "inbound", "since", ">failures", "last error");
        foreach (var one in remote.Associations)
        {
            table.Row(
                one.Address, one.Heartbeat ?? "no member", one.Outbound ?? "-", one.Inbound ?? "-", one.Since?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-",
                Figures.Count(one.Failures), (one.Quarantined ? "quarantined; " : "") + one.LastError);
        }

        return $"{remote.Self}\n{table}";
    }
}
