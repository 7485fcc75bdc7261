using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>Nothing is left of the cluster but its state, and it comes back as it was.</summary>
public class WholeClusterTests(ITestOutputHelper output) : ClusterTest(output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private protected override string Mappings => MappingText.Pair("shop") + MappingText.Pair("book");

    [Fact]
    public async Task All_nodes_are_killed_under_load_and_what_was_set_is_still_set()
    {
        await Cluster.Edges[0].Admin.SetWeightAsync("shop-shadow", 25, "less is enough");
        await Cluster.Shadows[0].Admin.PauseAsync("book-shadow", "it hangs");
        await using (var load = Cluster.StartLoad(100, "/shop/"))
        {
            await Eventually.Async(() => Shadow.Count >= 20, Deadline, "copies arrive");
            await Cluster.Shadows[1].Admin.PauseAllAsync("before the release");
            var history = await HistoryAsync(3, null);
            await Task.WhenAll(Cluster.Nodes.Select(n => n.KillAsync()));
            await load.StopAsync();

            // First those that are no seeds: they have to wait for one.
            foreach (var node in Cluster.Nodes.Reverse()) node.Start();
            await Cluster.StableAsync();
            await HistoryAsync(3, history);
        }

        // What was paused stays paused.
        Shadow.Clear();
        var whilePaused = await SendAsync("/shop/", 200);
        await AccountsAsync("shop-shadow", whilePaused.Sent, s => s.Outcome("paused"), whilePaused.Sent);
        Assert.Equal(0, Shadow.Count);

        await Cluster.Edges[1].Admin.ResumeAsync("all");
        var resumed = await ResumedAsync();
        var before = await AccountsAsync("shop-shadow", whilePaused.Sent + resumed.Sent, s => s.Offered, whilePaused.Sent + resumed.Sent);
        Shadow.Clear();
        var shop = await SendAsync("/shop/", 400);
        var book = await SendAsync("/book/", 100);
        await AccountsAsync("book-shadow", book.Sent, s => s.Outcome("paused"), book.Sent);
        var after = await AccountsAsync("shop-shadow", before.Offered + shop.Sent, s => s.Outcome("paused"), before.Outcome("paused"));

        // A quarter, to within one for each edge.
        var answered = after.Outcome("answered") - before.Outcome("answered");
        Assert.InRange(answered, (shop.Sent / 4) - 2, (shop.Sent / 4) + 2);
        Assert.Equal((answered, answered), (Shadow.Count, Shadow.Requests.Select(r => r.Target).Distinct().Count()));
    }

    // Who, when and why as well.
    private async Task<HistoryAnswer> HistoryAsync(int changes, HistoryAnswer? expected)
    {
        foreach (var node in Cluster.Nodes)
        {
            var history = await Eventually.Async(node.Admin.ReadHistoryAsync, h => h.Changes.Count == changes, Deadline, $"{node.Name} knows {changes} changes");
            expected ??= history;
            Assert.Equal(expected.Changes, history.Changes);
            Assert.True((await node.Admin.ReadShadowsAsync()).AllPaused, $"{node.Name} is paused");
        }

        // Changes on different nodes at about the same time have no order of their own, but the same one everywhere.
        Assert.Equal(["before the release", "it hangs", "less is enough"], expected!.Changes.Select(c => c.ChangedBy.Reason).Order(StringComparer.Ordinal));
        Assert.All(expected.Changes, c => Assert.StartsWith("a test", c.ChangedBy.Who, StringComparison.Ordinal));
        return expected;
    }

    private async Task<LoadReport> ResumedAsync()
    {
        await using var load = Cluster.StartLoad(100, "/shop/");
        foreach (var edge in Cluster.Edges)
            await Eventually.Async(() => edge.ReadOwnAnsweredAsync("shop-shadow"), answered => answered > 0, Deadline, $"copies of {edge.Name} are answered");
        var report = await load.StopAsync();
        report.AssertAllAnswered();
        return report;
    }

    private async Task<LoadReport> SendAsync(string path, long requests)
    {
        await using var load = Cluster.StartLoad(200, path);
        await load.MoreAsync(requests);
        var report = await load.StopAsync();
        report.AssertAllAnswered();
        return report;
    }

    private async Task<ShadowAnswer> AccountsAsync(string shadow, long offered, Func<ShadowAnswer, long> outcome, long times)
    {
        ShadowAnswer? last = null;
        foreach (var node in Cluster.Nodes)
        {
            last = await node.SettledAsync(shadow, offered);
            Assert.Equal((offered, offered, times), (last.Offered, last.Sum, outcome(last)));
        }

        Output.WriteLine(last!.ToString());
        return last;
    }
}
