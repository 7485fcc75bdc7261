using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>
/// Ends this actor system when another node has shut it out. A node that stood still for a while (a paused machine) can wake up, take all others
/// for dead and go on as a cluster of one, while those others have removed it and refuse to speak to it until it is restarted. So it is: it downs
/// itself, and <see cref="ClusterRuntime"/> starts a new actor system that joins again.
/// </summary>
internal sealed class QuarantineActor : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public QuarantineActor() => Receive<ThisActorSystemQuarantinedEvent>(quarantined =>
    {
        _log.Warning("{0} has shut this node out; its actor system ends, and a new one joins", quarantined.RemoteAddress);
        _cluster.Down(_cluster.SelfAddress);
    });

    public static Props Props() => Akka.Actor.Props.Create(() => new QuarantineActor());

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
}
