using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Sharding;

/// <summary>Carries out the palette <c>cluster-sharding</c>.</summary>
internal sealed class ShardingCommandHandlerActor : AnsweringHandlerActor
{
    private readonly ShardingQuery _query = new(Context.System);

    public ShardingCommandHandlerActor()
        : base(ShardingCommands.Palette)
    {
        AnswerLater(ShardingCommands.ListRegions.Name, async command =>
            Render(command, await _query.RegionsAsync().ConfigureAwait(false), AdminJsonContext.Plain.IReadOnlyListRegionResponse, RegionTable));
        AnswerLater(ShardingCommands.ListShards.Name, async command =>
            Render(command, await _query.ShardsAsync().ConfigureAwait(false), AdminJsonContext.Plain.IReadOnlyListShardResponse, ShardTable));
    }

    private static string RegionTable(IReadOnlyList<RegionResponse> regions)
    {
        if (regions.Count == 0)
            return "No region is known to this node.";

        var table = new TextTable("type", "node", ">shards", ">entities");
        foreach (var region in regions)
            table.Row(region.Type, region.Node, Figures.Count(region.Shards), Figures.Count(region.Entities));
        return table.ToString();
    }

    private static string ShardTable(IReadOnlyList<ShardResponse> shards)
    {
        if (shards.Count == 0)
            return "No shard is in use.";

        var table = new TextTable("type", ">shard", "node", ">entities");
        foreach (var shard in shards)
            table.Row(shard.Type, shard.Shard, shard.Node, shard.Entities.ToString(CultureInfo.InvariantCulture));
        return table.ToString();
    }
}
