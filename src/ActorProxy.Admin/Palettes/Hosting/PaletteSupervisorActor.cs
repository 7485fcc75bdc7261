using ActorProxy.Admin.Palettes.Abstractions;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Hosting;

/// <summary>Parent of all sessions of one actor system.</summary>
internal sealed class PaletteSupervisorActor : ReceiveActor
{
    private long _sessions;

    public PaletteSupervisorActor()
    {
        Receive<Open>(open =>
        {
            var props = Props.Create(() => new PaletteSessionActor(open.Handler, open.Command, open.Answer));
            Sender.Tell(new Opened(Context.ActorOf(props, $"session-{++_sessions}")));
        });
    }

    /// <summary>Starts a session; answered by <see cref="Opened"/>.</summary>
    public sealed record Open(Props Handler, Command Command, AnswerQueue Answer) : INoSerializationVerificationNeeded;

    /// <summary>A session runs; stopping its actor ends it.</summary>
    public sealed record Opened(IActorRef Session) : INoSerializationVerificationNeeded;
}
