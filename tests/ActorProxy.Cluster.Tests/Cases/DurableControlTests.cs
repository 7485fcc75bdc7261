using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using Xunit.Abstractions;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>What an operator has set stays set, and is never undone by a crash or by a disk.</summary>
public class DurableControlTests(ITestOutputHelper output) : ClusterTest(output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly string[] Changes = ["all paused before the release", "shop-shadow 12.5 on"];

    private protected override string Mappings => MappingText.Pair("shop");

    private protected override int Edges => 1;

    [Fact]
    public async Task Control_survives_a_crash_of_all_nodes_and_a_node_whose_state_is_lost_is_told_by_the_others()
    {
        await Cluster.Shadows[0].Admin.SetWeightAsync("shop-shadow", 12.5);
        await HistoryEverywhereAsync(Changes[1..]);
        await Cluster.Shadows[1].Admin.PauseAllAsync("before the release");
        await HistoryEverywhereAsync(Changes);

        await Task.WhenAll(Cluster.Nodes.Select(n => n.KillAsync()));
        Directory.Delete(Cluster.Shadows[0].State, recursive: true);
        Directory.Delete(Cluster.Shadows[1].State, recursive: true);
        await StartAllAsync();

        // The one that is left has told the two that know nothing: a majority was lost.
        await HistoryEverywhereAsync(Changes);
        Assert.Equal(0, (await Cluster.Edges[0].Admin.ReadMetricsAsync()).Shadow("shop-shadow").Outcome("answered"));

        await Task.WhenAll(Cluster.Nodes.Select(n => n.KillAsync()));
        await Task.WhenAll(Cluster.Nodes.Select(n => File.WriteAllTextAsync(Path.Combine(n.State, "control.json"), "{ \"entr")));
        await StartAllAsync();

        foreach (var node in Cluster.Nodes)
        {
            var shadows = await node.Admin.ReadShadowsAsync();
            Assert.True(shadows.AllPaused, $"{node.Name} is paused");
            Assert.Contains("unreadable", shadows.AllPausedBy!.Reason, StringComparison.Ordinal);
            Assert.Single(Directory.GetFiles(node.State, "control.json.corrupt-*"));
        }
    }

    private async Task StartAllAsync()
    {
        foreach (var node in Cluster.Nodes) node.Start();
        await Cluster.StableAsync();
    }

    private async Task HistoryEverywhereAsync(string[] expected)
    {
        foreach (var node in Cluster.Nodes)
        {
            await Eventually.Async(
                node.Admin.ReadHistoryAsync,
                h => h.Changes.Select(c => c.ToString()).SequenceEqual(expected),
                Deadline,
                $"{node.Name} knows: {string.Join("; ", expected)}");
            Assert.Equal(expected.Length == 2, (await node.Admin.ReadShadowsAsync()).AllPaused);
        }
    }
}
