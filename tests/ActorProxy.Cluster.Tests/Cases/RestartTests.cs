using ActorProxy.Cluster.Tests.Harness;
using ActorProxy.Cluster.Tests.Harness.Cluster;
using ActorProxy.Cluster.Tests.Harness.Http;
using Xunit.Abstractions;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Nodes are restarted, in order and without: the cluster's totals only ever grow, and runtime control is kept.</summary>
public class RestartTests(ITestOutputHelper output) : ClusterTest(output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private protected override string Mappings => MappingText.Pair("shop");

    [Fact]
    public async Task Totals_never_go_down_and_control_is_kept()
    {
        var (watched, restarted) = (Cluster.Edges[0], Cluster.Edges[1]);
        await watched.Admin.SetWeightAsync("shop-shadow", 50);
        await using var watch = TotalsWatch.Start(watched);
        var first = await SendAsync(restarted, 300);
        await watched.SettledAsync("shop-shadow", first);

        Assert.Equal(0, await restarted.StopAsync());
        restarted.Start();
        await Cluster.StableAsync();
        var second = await SendAsync(restarted, 300);
        await watched.SettledAsync("shop-shadow", first + second);

        await restarted.KillAsync();
        restarted.Start();
        await Cluster.StableAsync();
        var third = await SendAsync(restarted, 300);
        var settled = await watched.SettledAsync("shop-shadow", first + second + third);

        Assert.Empty(await watch.StopAsync());
        Assert.Equal(first + second + third, settled.Offered);
        await Eventually.Async(
            restarted.Admin.ReadMetricsAsync,
            m => m.Shadow("shop-shadow") is var s && s.Offered == settled.Offered && s.Sum == s.Offered && s.EffectiveWeight == 50,
            Deadline,
            "the node that was restarted knows the same totals and the weight");
    }

    private static async Task<long> SendAsync(TestNode edge, int requests)
    {
        await using var load = LoadGenerator.Start(200, $"{edge.EdgeUrl}/shop/");
        await load.MoreAsync(requests);
        var report = await load.StopAsync();
        report.AssertAllAnswered();
        return report.Sent;
    }
}
