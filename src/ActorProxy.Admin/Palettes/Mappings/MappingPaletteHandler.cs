using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using ActorProxy.Mappings.Loading;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Mappings;

/// <summary>The palette <c>mapping</c>.</summary>
/// <param name="node">The node.</param>
/// <param name="files">The files that its Mappings come from; null when they come from elsewhere.</param>
internal sealed class MappingPaletteHandler(NodeViews node, MappingWatcher? files) : CommandPaletteHandler(MappingCommands.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new MappingCommandHandlerActor(node, files));

    public override IEnumerable<string> Suggest(CommandArgument argument) =>
        argument.Name == MappingCommands.Mapping ? new MappingDescription(node).Names : base.Suggest(argument);
}
