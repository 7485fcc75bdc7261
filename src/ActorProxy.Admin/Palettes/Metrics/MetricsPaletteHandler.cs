using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Metrics;

/// <summary>The palette <c>metrics</c>.</summary>
internal sealed class MetricsPaletteHandler(NodeViews node) : CommandPaletteHandler(MetricsCommands.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new MetricsCommandHandlerActor(node));
}
