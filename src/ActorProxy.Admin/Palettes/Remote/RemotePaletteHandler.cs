using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Remote;

/// <summary>The palette <c>remote</c>.</summary>
internal sealed class RemotePaletteHandler(NodeViews node) : CommandPaletteHandler(RemoteCommands.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new RemoteCommandHandlerActor(node));

    public override void OnRegister(PaletteHost plugin) => plugin.Sys.ActorOf(Props.Create(() => new RemoteWatchActor()), RemoteWatchActor.ActorName);
}
