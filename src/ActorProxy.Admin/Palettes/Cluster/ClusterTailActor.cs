using System.Text.Json;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using Akka.Actor;
using Akka.Cluster;

namespace ActorProxy.Admin.Palettes.Cluster;

/// <summary>Tells a client what happens in the cluster, beginning with the members that are there.</summary>
internal sealed class ClusterTailActor : ReceiveActor
{
    private readonly IActorRef _client;
    private readonly bool _json;

    public ClusterTailActor(IActorRef client, Command command)
    {
        _client = client;
        _json = command.WantsJson();
        Receive<ClusterEvent.IMemberEvent>(changed => Tell(Name(changed), changed.Member));
        Receive<ClusterEvent.UnreachableMember>(lost => Tell("unreachable", lost.Member));
        Receive<ClusterEvent.ReachableMember>(found => Tell("reachable", found.Member));
        Receive<ClusterEvent.LeaderChanged>(elected => Tell("leader", elected.Leader?.ToString(), []));
    }

    protected override void PreStart() => Akka.Cluster.Cluster.Get(Context.System).Subscribe(
        Self,
        ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
        typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.LeaderChanged));

    protected override void PostStop() => Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);

    private static string Name(ClusterEvent.IMemberEvent changed) => changed switch
    {
        ClusterEvent.MemberRemoved => "removed",
        _ => changed.Member.Status.ToString().ToLowerInvariant(),
    };

    private void Tell(string name, Member member) => Tell(name, member.Address.ToString(), [.. member.Roles.Order(StringComparer.Ordinal)]);

    private void Tell(string name, string? address, IReadOnlyList<string> roles)
    {
        var happened = new ClusterEventResponse(Context.System.Scheduler.Now.ToUniversalTime(), name, address, roles);
        var text = _json ? JsonSerializer.Serialize(happened, AdminJsonContext.Plain.ClusterEventResponse) : ClusterText.Event(happened);
        _client.Tell(new CommandResponse(text, final: false), Self);
    }
}
