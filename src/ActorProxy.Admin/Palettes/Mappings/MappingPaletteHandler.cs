using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Mappings;

/// <summary>The palette <c>mapping</c>.</summary>
internal sealed class MappingPaletteHandler(NodeViews node) : CommandPaletteHandler(MappingCommands.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new MappingCommandHandlerActor(node));
}
