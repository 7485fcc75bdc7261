using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
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

        // Under load, with copies under way that nobody waits for any more. Requests of the last second may be missing from all counts.
        Shadow.Answer(new Reply { Delay = TimeSpan.FromSeconds(1) });
        await using var load = LoadGenerator.Start(200, $"{restarted.EdgeUrl}/shop/");
        await load.MoreAsync(600);
        await restarted.KillAsync();
        var lost = (await load.StopAsync()).Statuses[200];
        Shadow.Answer(Reply.Ok);
        restarted.Start();
        await Cluster.StableAsync();
        var all = first + second + lost + await SendAsync(restarted, 300);

        var settled = await Eventually.Async(
            async () => (Watched: await ReadAsync(watched), Restarted: await ReadAsync(restarted)),
            s => s.Watched.Offered > all - 400 && s.Watched.Sum == s.Watched.Offered && s.Watched.ToString() == s.Restarted.ToString(),
            Deadline,
            "every copy has its outcome, and the node that was restarted knows the same totals");
        Assert.InRange(settled.Watched.Offered, all - 400, all + 20);
        Assert.InRange(settled.Watched.Outcome("unconfirmed"), 1, 400);
        Assert.Equal((50, 50), (settled.Watched.EffectiveWeight, settled.Restarted.EffectiveWeight));
        Assert.Empty(await watch.StopAsync());
    }

    private static async Task<ShadowAnswer> ReadAsync(TestNode node) => (await node.Admin.ReadMetricsAsync()).Shadow("shop-shadow");

    private static async Task<long> SendAsync(TestNode edge, int requests)
    {
        await using var load = LoadGenerator.Start(200, $"{edge.EdgeUrl}/shop/");
        await load.MoreAsync(requests);
        var report = await load.StopAsync();
        report.AssertAllAnswered();
        return report.Sent;
    }
}
