using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Actors;

/// <summary>The palette <c>actor</c>.</summary>
internal sealed class ActorPaletteHandler() : CommandPaletteHandler(ActorCommands.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new ActorCommandHandlerActor());
}
