using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using Akka.Actor;
using Akka.Remote;

namespace ActorProxy.Admin.Palettes.Remote;

/// <summary>Tells a client what remoting announces.</summary>
internal sealed class RemoteTailActor : ReceiveActor
{
    public RemoteTailActor(IActorRef client, Command command) => Receive<RemotingLifecycleEvent>(announced =>
    {
        if (RemoteEvents.Describe(announced, Context.System.Scheduler.Now.ToUniversalTime()) is { } happened)
            client.Tell(command.Render(happened, AdminJsonContext.Plain.RemoteEventResponse, Line, final: false), Self);
    });

    protected override void PreStart() => RemoteEvents.Subscribe(Context.System, Self);

    private static string Line(RemoteEventResponse happened)
    {
        var time = happened.At.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $"{time}  {happened.Event,-13}  {happened.Direction ?? "",-8}  {happened.Address}{(happened.Error is { } error ? $"  {error}" : "")}";
    }
}
