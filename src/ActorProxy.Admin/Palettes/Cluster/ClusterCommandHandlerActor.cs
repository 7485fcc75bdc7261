using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;
using Akka.Event;

namespace ActorProxy.Admin.Palettes.Cluster;

/// <summary>Carries out the palette <c>cluster</c>.</summary>
internal sealed class ClusterCommandHandlerActor : AnsweringHandlerActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public ClusterCommandHandlerActor(ClusterExecution execution)
        : base(ClusterCommands.Palette)
    {
        foreach (var name in execution.Commands)
        {
            if (execution.TryFind(name, out var answer))
                Answer(name, answer);
        }

        Answer(ClusterCommands.Leave.Name, (command, arguments) => Change(command, "leave", [Member(arguments) ?? Cluster.SelfAddress], Cluster.Leave));
        Answer(ClusterCommands.Down.Name, (command, arguments) => Change(command, "down", [Member(arguments)!], Cluster.Down));
        Answer(ClusterCommands.DownUnreachable.Name, (command, _) =>
            Change(command, "down", [.. Cluster.State.Unreachable.Select(member => member.Address)], Cluster.Down));
        Process(ClusterCommands.Tail.Name, command =>
        {
            var client = Sender;
            Context.ActorOf(Props.Create(() => new ClusterTailActor(client, command)), "tail");
        });
    }

    // Only the commands that act on the cluster need it; the others work from the node's view of it.
    private static Akka.Cluster.Cluster Cluster => Akka.Cluster.Cluster.Get(Context.System);

    private CommandResponse Change(Command command, string action, IReadOnlyList<Address> members, Action<Address> change)
    {
        foreach (var member in members)
        {
            _log.Info("cluster {0} {1}, asked for by {2}", action, member, command.Who());
            change(member);
        }

        var answer = new MembershipChangeResponse(action, [.. members.Select(member => member.ToString())]);
        return Render(command, answer, AdminJsonContext.Plain.MembershipChangeResponse, ClusterText.Change);
    }

    private static Address? Member(ResolvedArguments arguments)
    {
        if (arguments.ArgumentValues(ClusterCommands.Address).SingleOrDefault() is not { } named)
            return null;

        var members = Cluster.State.Members.Select(member => member.Address).ToList();
        return members.Find(member => member.ToString() == named || $"{member.Host}:{member.Port}" == named)
            ?? throw new RequestRefusedException(404, $"there is no member '{named}'; members: {string.Join(", ", members)}");
    }
}
