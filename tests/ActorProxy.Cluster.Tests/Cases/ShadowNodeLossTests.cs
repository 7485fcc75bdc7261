using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
using Xunit.Abstractions;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Shadow nodes die without warning under load: production does not notice, and no copy is lost without being counted.</summary>
public class ShadowNodeLossTests(ITestOutputHelper output) : ClusterTest(output)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    private protected override string Mappings => MappingText.Pair("shop");

    [Fact]
    public async Task One_node_is_killed_then_all_then_one_comes_back()
    {
        await using var load = LoadGenerator.Start(200, [.. Cluster.Edges.Select(e => $"{e.EdgeUrl}/shop/")]);
        await CopiesFlowAsync();

        // One of two: its lanes move to the other.
        await Cluster.Shadows[0].KillAsync();
        await CopiesFlowAsync();
        await load.MoreAsync(200);
        await AccountingClosesAsync(load.Sent);

        // Both: copies have nowhere to go.
        await Cluster.Shadows[1].KillAsync();
        var alone = await ReadAsync();
        await Eventually.Async(
            ReadAsync,
            s => s.Sum - s.Outcome("answered") > alone.Sum - alone.Outcome("answered"),
            Recovery,
            "copies that nobody can take are counted as lost");

        // One returns.
        Cluster.Shadows[1].Start();
        await Cluster.Shadows[1].ReadyAsync();
        await CopiesFlowAsync();
        var report = await load.StopAsync();

        report.AssertAllAnswered();
        foreach (var node in Cluster.Nodes.Where(n => n.IsRunning))
        {
            var settled = await node.SettledAsync("shop-shadow", report.Sent);
            Assert.Equal(report.Sent, settled.Offered);
            Assert.True(settled.Outcome("unconfirmed") > 0, $"what the dead nodes held is unconfirmed: {settled}");
            AssertOnlyLosses(settled);
        }
    }

    private Task<ShadowAnswer> ReadAsync() => ReadAsync(Cluster.Edges[0]);

    private static async Task<ShadowAnswer> ReadAsync(TestNode node) => (await node.Admin.ReadMetricsAsync()).Shadow("shop-shadow");

    private async Task CopiesFlowAsync()
    {
        var before = await ReadAsync();
        await Eventually.Async(ReadAsync, s => s.Outcome("answered") > before.Outcome("answered") + 200, Recovery, "copies are answered (again)");
    }

    // Under load the two sides cannot be equal at any moment, but what was offered up to now must get its outcome.
    private async Task AccountingClosesAsync(long sent) => AssertOnlyLosses(
        await Eventually.Async(ReadAsync, s => s.Sum >= sent, Recovery, $"the first {sent} requests have their outcomes"));

    private static void AssertOnlyLosses(ShadowAnswer shadow)
    {
        string[] possible = ["answered", "unconfirmed", "expired", "dropped_buffer_full"];
        Assert.All(shadow.Outcomes.Where(o => o.Value > 0), o => Assert.Contains(o.Key, possible));
    }
}
