using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Cluster;

/// <summary>The palette <c>cluster</c>.</summary>
internal sealed class ClusterPaletteHandler(NodeViews node) : CommandPaletteHandler(ClusterCommands.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new ClusterCommandHandlerActor(node));
}
