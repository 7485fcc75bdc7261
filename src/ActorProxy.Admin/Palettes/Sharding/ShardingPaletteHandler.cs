using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Sharding;

/// <summary>The palette <c>cluster-sharding</c>.</summary>
internal sealed class ShardingPaletteHandler() : CommandPaletteHandler(ShardingCommands.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new ShardingCommandHandlerActor());
}
