using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
using Xunit.Abstractions;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>An edge that the others have given up goes on serving production and comes back by itself.</summary>
public class EdgeWithoutClusterTests(ITestOutputHelper output) : ClusterTest(output)
{
    private static readonly TimeSpan Downing = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(90);

    private protected override string Mappings => MappingText.Pair("shop");

    [Fact]
    public async Task An_edge_that_was_downed_serves_production_and_rejoins()
    {
        // The first seed node: the one that could found a cluster of its own by mistake.
        var (frozen, other) = (Cluster.Edges[0], Cluster.Edges[1]);
        frozen.Pause();
        await Eventually.Async(
            other.Admin.ReadClusterAsync, c => c.Members.Count == 3 && c.Members.All(m => m.Reachable), Downing, "the others go on without the frozen edge");
        frozen.Resume();

        await using var load = LoadGenerator.Start(100, $"{frozen.EdgeUrl}/shop/");
        await Eventually.Async(
            other.Admin.ReadClusterAsync,
            c => c.Members.Count == 4 && c.Members.All(m => m.Reachable && m.Status == "up"),
            Return,
            "the edge is a member again");
        var before = await frozen.Admin.ReadMetricsAsync();
        await Eventually.Async(
            frozen.Admin.ReadMetricsAsync,
            m => m.Shadow("shop-shadow").Outcome("answered") > before.Shadow("shop-shadow").Outcome("answered") + 100,
            Return,
            "its copies flow again");
        var report = await load.StopAsync();

        report.AssertAllAnswered();
        await Cluster.StableAsync();
        foreach (var node in Cluster.Nodes)
            Assert.Equal(report.Sent, (await node.SettledAsync("shop-shadow", report.Sent)).Offered);
    }
}
