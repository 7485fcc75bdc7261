using ActorProxy.Admin.Palettes.Actors;
using ActorProxy.Admin.Palettes.Cluster;
using ActorProxy.Admin.Palettes.Hosting;
using ActorProxy.Admin.Palettes.Logs;
using ActorProxy.Admin.Palettes.Mappings;
using ActorProxy.Admin.Palettes.Metrics;
using ActorProxy.Admin.Palettes.Remote;
using ActorProxy.Admin.Palettes.Shadows;
using ActorProxy.Admin.Palettes.Sharding;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Palettes;

/// <summary>The palettes that every node has.</summary>
internal static class BuiltinPalettes
{
    public static IEnumerable<CommandPaletteHandler> Of(NodeViews node, ShadowSteering steering, NodeFacilities facilities, ILoggerFactory loggers)
    {
        yield return new ActorPaletteHandler();
        yield return new ClusterPaletteHandler(node, facilities, loggers.CreateLogger<ClusterPaletteHandler>());
        yield return new ShardingPaletteHandler();
        if (facilities.Log is { } log)
            yield return new LogPaletteHandler(log, loggers.CreateLogger<LogPaletteHandler>());
        yield return new MappingPaletteHandler(node, facilities.Mappings);
        yield return new MetricsPaletteHandler(node);
        yield return new RemotePaletteHandler(node);
        yield return new ShadowPaletteHandler(node, steering);
    }
}
