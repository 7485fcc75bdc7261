using Akka.Actor;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Hands all it gets to another, as the same sender.</summary>
internal sealed class ForwardingActor : ReceiveActor
{
    public ForwardingActor(IActorRef to) => ReceiveAny(message => to.Forward(message));

    public static Props Props(IActorRef to) => Akka.Actor.Props.Create(() => new ForwardingActor(to));
}
