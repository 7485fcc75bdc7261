using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace ActorProxy.Admin.Palettes.Sharding;

/// <summary>Carries out the palette <c>cluster-sharding</c> with the queries that every region, proxies included, answers for the whole cluster.</summary>
internal sealed class ShardingCommandHandlerActor : AnsweringHandlerActor
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly ClusterSharding _sharding = ClusterSharding.Get(Context.System);
    private readonly ShardingQuery _query = new(Context.System);

    public ShardingCommandHandlerActor()
        : base(ShardingCommands.Palette)
    {
        AnswerLater(ShardingCommands.ListRegions.Name, async (command, _) =>
            Render(command, await _query.RegionsAsync().ConfigureAwait(false), AdminJsonContext.Plain.IReadOnlyListRegionResponse, RegionTable));
        AnswerLater(ShardingCommands.ListShards.Name, async (command, _) =>
            Render(command, await _query.ShardsAsync().ConfigureAwait(false), AdminJsonContext.Plain.IReadOnlyListShardResponse, ShardTable));
        AnswerLater(ShardingCommands.RegionStats.Name, async (command, _) =>
            Render(command, await OwnShardsAsync().ConfigureAwait(false), AdminJsonContext.Plain.IReadOnlyListOwnShardResponse, OwnShardTable));
    }

    private async Task<IReadOnlyList<OwnShardResponse>> OwnShardsAsync()
    {
        var rows = new List<OwnShardResponse>();
        foreach (var type in _sharding.ShardTypeNames.Order(StringComparer.Ordinal))
        {
            var region = await _sharding.ShardRegion(type).Ask<CurrentShardRegionState>(GetShardRegionState.Instance, AnswerTimeout).ConfigureAwait(false);
            rows.AddRange(region.Shards.OrderBy(shard => shard.ShardId.Length).ThenBy(shard => shard.ShardId, StringComparer.Ordinal)
                .Select(shard => new OwnShardResponse(type, shard.ShardId, [.. shard.EntityIds.Order(StringComparer.Ordinal)])));
        }

        return rows;
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

    private static string OwnShardTable(IReadOnlyList<OwnShardResponse> shards)
    {
        if (shards.Count == 0)
            return "This node hosts no shard.";

        var table = new TextTable("type", ">shard", ">entities", "names");
        foreach (var shard in shards)
            table.Row(shard.Type, shard.Shard, Figures.Count(shard.Entities.Count), string.Join(' ', shard.Entities));
        return table.ToString();
    }
}
