using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Network;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Networks;

/// <summary>The network between nodes is cut in many ways: one side keeps the dispatchers, every edge serves, and the cluster becomes whole again by itself.</summary>
public class PartitionTests(NetworkedCluster shared, ITestOutputHelper output) : NetworkFaultTest(shared, output)
{
    private const int Short = 5; // seconds; nobody is given up
    private const int Long = 60; // the smaller side is given up, and each of its nodes has looked for its old peers in vain

    private static readonly TimeSpan Downing = TimeSpan.FromSeconds(60);

    [Theory]
    [LongData(Cut.EdgesOffShadows, Long)]
    [LongData(Cut.EdgesToShadows, Short)]
    [InlineData(Cut.InTwo, Short)]
    [InlineData(Cut.EdgeFromEdge, Short)]
    [InlineData(Cut.EdgesOffShadows, Short)]
    [LongData(Cut.EdgesToShadows, Long)]
    [LongData(Cut.ShadowsToEdges, Short)]
    [LongData(Cut.ShadowsToEdges, Long)]
    [LongData(Cut.FirstSeedOff, Short)]
    [LongData(Cut.FirstSeedOff, Long)]
    [LongData(Cut.CoordinatorOff, Short)]
    [LongData(Cut.CoordinatorOff, Long)]
    [LongData(Cut.InTwo, Long)]
    [LongData(Cut.EdgeFromEdge, Long)]
    [LongData(Cut.ShadowFromShadow, Short)]
    [LongData(Cut.ShadowFromShadow, Long)]
    public Task A_cut_network_heals_unseen_by_production(Cut cut, int seconds) => UnderLoadAsync($"{cut} for {seconds} s", async loads =>
    {
        var losers = await MakeAsync(cut);
        var winners = Cluster.Nodes.Except(losers).ToList();
        var lasting = loads.ForAsync(TimeSpan.FromSeconds(seconds));
        if (seconds == Long && losers.Count > 0)
        {
            foreach (var node in winners)
                await SeesOnlyAsync(node, winners, Downing);
            await KeptByAsync(winners, losers, Downing);
        }

        await lasting;
    });

    /// <returns>The nodes of the smaller side; none where there are no sides.</returns>
    private async Task<IReadOnlyList<TestNode>> MakeAsync(Cut cut)
    {
        var (edges, shadows, coordinator) = (Cluster.Edges, Cluster.Shadows, await Cluster.CoordinatorsNodeAsync(Cluster.Nodes[0]));
        switch (cut)
        {
            case Cut.EdgesToShadows:
                Network.SetFrom(HostsOf(edges), HostsOf(shadows), LinkState.Cut);
                return edges;
            case Cut.ShadowsToEdges:
                Network.SetFrom(HostsOf(shadows), HostsOf(edges), LinkState.Cut);
                return edges;
            case Cut.EdgeFromEdge:
                Network.SetBetween(HostsOf([edges[0]]), HostsOf([edges[1]]), LinkState.Cut);
                return [];
            case Cut.ShadowFromShadow:
                Network.SetBetween(HostsOf([coordinator]), HostsOf([shadows.First(s => s != coordinator)]), LinkState.Cut);
                return [];
            default:
                IReadOnlyList<TestNode> losers = cut switch
                {
                    Cut.EdgesOffShadows => edges,
                    Cut.FirstSeedOff => [edges[0]],
                    Cut.CoordinatorOff => [coordinator],
                    Cut.InTwo => [edges[0], coordinator],
                    _ => throw new ArgumentOutOfRangeException(nameof(cut), cut, null),
                };
                Network.SetBetween(HostsOf(losers), HostsOf(Cluster.Nodes.Except(losers)), LinkState.Cut);
                return losers;
        }
    }
}
