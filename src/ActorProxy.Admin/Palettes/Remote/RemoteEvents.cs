using ActorProxy.Admin.Api;
using Akka.Actor;
using Akka.Remote;

namespace ActorProxy.Admin.Palettes.Remote;

/// <summary>Puts what remoting announces into the words of the palette.</summary>
internal static class RemoteEvents
{
    /// <summary>The announcement as a line; null for those that are not about another node.</summary>
    public static RemoteEventResponse? Describe(RemotingLifecycleEvent happened, DateTimeOffset at) => happened switch
    {
        AssociatedEvent opened => new(at, "associated", opened.RemoteAddress.ToString(), Direction(opened), null),
        DisassociatedEvent closed => new(at, "disassociated", closed.RemoteAddress.ToString(), Direction(closed), null),
        AssociationErrorEvent failed => new(at, "failed", failed.RemoteAddress.ToString(), Direction(failed), failed.Cause.GetBaseException().Message),
        QuarantinedEvent quarantined => new(at, "quarantined", quarantined.Address.ToString(), null, null),
        _ => null,
    };

    /// <summary>Has an actor told of everything that remoting announces.</summary>
    public static void Subscribe(ActorSystem system, IActorRef self) => system.EventStream.Subscribe(self, typeof(RemotingLifecycleEvent));

    private static string Direction(AssociationEvent happened) => happened.IsInbound ? "inbound" : "outbound";
}
