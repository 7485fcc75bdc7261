using ActorProxy.Testing;
using ActorProxy.Testing.Http;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Every offered request ends in one counted outcome, and every node tells the same.</summary>
[Collection(SharedClusterCollection.Name)]
public class AccountingTests(SharedCluster shared)
{
    [Fact]
    public async Task Totals_add_up_and_are_the_same_on_every_node()
    {
        var report = await LoadAsync("totals", 1_000);

        report.AssertAllAnswered();
        foreach (var node in shared.Cluster.Nodes)
        {
            var shadow = await node.SettledAsync("totals-shadow", report.Sent);
            Assert.Equal(report.Sent, shadow.Offered);
            Assert.Equal(report.Sent, shadow.Sum);
            Assert.Equal(report.Sent, shadow.Outcome("answered"));
            Assert.Equal(0, shadow.UnderWay);
            Assert.Equal(report.Sent, (await node.Admin.ReadMetricsAsync()).Production("totals").Requests);
        }

        Assert.Equal(report.Sent, shared.Shadow.Requests.LongCount(r => r.Target.StartsWith("/totals/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_node_holds_the_numbers_of_all_nodes()
    {
        foreach (var node in shared.Cluster.Nodes)
        {
            var metrics = await Eventually.Async(
                node.Admin.ReadMetricsAsync,
                m => m.NodesHeld == shared.Cluster.Nodes.Count && m.OldestAgeMs < 3_000,
                TimeSpan.FromSeconds(10),
                $"{node.Name} holds fresh numbers of all nodes");
            Assert.Equal(shared.Cluster.Nodes.Count, metrics.Nodes.Count(n => n.State == "live"));
        }
    }

    private async Task<LoadReport> LoadAsync(string prefix, int requests)
    {
        await using var load = LoadGenerator.Start(400, [.. shared.Cluster.Edges.Select(e => $"{e.EdgeUrl}/{prefix}/")]);
        await load.MoreAsync(requests);
        return await load.StopAsync();
    }
}
