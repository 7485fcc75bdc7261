using ActorProxy.Admin.Api;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace ActorProxy.Admin.Palettes.Sharding;

/// <summary>Asks where shards are with the queries that every region, proxies included, answers for the whole cluster.</summary>
internal sealed class ShardingQuery(ActorSystem system)
{
    private static readonly TimeSpan RegionTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How Akka names the actor of a proxy: the entity type and this. It lists regions in its API, and proxies nowhere.</summary>
    private const string ProxySuffix = "Proxy";

    private readonly ClusterSharding _sharding = ClusterSharding.Get(system);
    private readonly ActorRefWithCell _systemGuardian = (ActorRefWithCell)((ExtendedActorSystem)system).Provider.SystemGuardian;

    /// <summary>The regions, by node.</summary>
    /// <exception cref="AskTimeoutException">They did not answer in time.</exception>
    public async Task<IReadOnlyList<RegionResponse>> RegionsAsync() =>
    [
        .. from answer in await AskAsync().ConfigureAwait(false)
           from region in answer.Stats.Regions
           orderby region.Key.ToString()
           select new RegionResponse(answer.Type, region.Key.ToString(), region.Value.Stats.Count, region.Value.Stats.Sum(shard => (long)shard.Value)),
    ];

    /// <summary>The shards that are in use, by number.</summary>
    /// <exception cref="AskTimeoutException">They did not answer in time.</exception>
    public async Task<IReadOnlyList<ShardResponse>> ShardsAsync() =>
    [
        .. from answer in await AskAsync().ConfigureAwait(false)
           from region in answer.Stats.Regions
           from shard in region.Value.Stats
           orderby shard.Key.Length, shard.Key
           select new ShardResponse(answer.Type, shard.Key, region.Key.ToString(), shard.Value),
    ];

    private async Task<IReadOnlyList<(string Type, ClusterShardingStats Stats)>> AskAsync()
    {
        var answers = new List<(string Type, ClusterShardingStats Stats)>();
        foreach (var type in _sharding.ShardTypeNames.Union(ProxiedTypes()).Order(StringComparer.Ordinal))
        {
            var query = new GetClusterShardingStats(RegionTimeout);
            answers.Add((type, await _sharding.ShardRegion(type).Ask<ClusterShardingStats>(query, AnswerTimeout).ConfigureAwait(false)));
        }

        return answers;
    }

    private IEnumerable<string> ProxiedTypes() =>
        from guardian in _systemGuardian.Children.OfType<ActorRefWithCell>()
        where guardian.Path.Name == "sharding"
        from region in guardian.Children
        where region.Path.Name.EndsWith(ProxySuffix, StringComparison.Ordinal)
        select region.Path.Name[..^ProxySuffix.Length];
}
