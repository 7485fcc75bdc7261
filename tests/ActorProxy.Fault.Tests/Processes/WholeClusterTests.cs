using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>Nothing is left of the cluster, and it comes back.</summary>
public class WholeClusterTests(ITestOutputHelper output) : ClusterTest(output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private protected override string Mappings => MappingText.Pair("shop");

    [Fact]
    public async Task All_nodes_are_killed_under_load_and_started_in_another_order()
    {
        await using (var load = Cluster.StartLoad(200, "/shop/"))
        {
            await load.MoreAsync(400);
            await Task.WhenAll(Cluster.Nodes.Select(n => n.KillAsync()));
        }

        // First those that are no seeds: they have to wait for one.
        foreach (var node in Cluster.Nodes.Reverse()) node.Start();
        await Cluster.StableAsync();
        Shadow.Clear();
        await using var again = Cluster.StartLoad(200, "/shop/");
        await again.MoreAsync(600);
        var report = await again.StopAsync();

        report.AssertAllAnswered();
        foreach (var node in Cluster.Nodes)
        {
            var settled = await node.SettledAsync("shop-shadow", report.Sent);
            Assert.Equal((report.Sent, report.Sent), (settled.Offered, settled.Outcome("answered")));
        }

        await Eventually.Async(() => Shadow.Count >= report.Sent, Deadline, "the shadow has every copy");
        Assert.Equal(report.Sent, Shadow.Requests.Select(r => r.Target).Distinct().Count());
    }
}
