using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Network;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Networks;

/// <summary>The network between nodes fails in many ways under load: production does not notice, and the cluster becomes whole again by itself.</summary>
public class PartitionTests(ITestOutputHelper output) : NetworkedClusterTest(output)
{
    private const double Rate = 100;

    private static readonly TimeSpan Downing = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(120);

    private NetworkHost[] EdgeHosts => [.. Hosts.Take(2)];

    private NetworkHost[] ShadowHosts => [.. Hosts.Skip(2)];

    [Fact]
    public async Task Edges_and_shadow_nodes_cut_off_from_each_other_become_one_cluster_again()
    {
        var invariants = new ClusterInvariants(Cluster);
        await using var load = Cluster.StartLoad(Rate, "/shop/");
        await CopiesFlowAsync();

        // Shorter than it takes to give anyone up.
        Network.SetBetween(EdgeHosts, ShadowHosts, LinkState.Cut);
        await load.MoreAsync((long)(5 * Rate));
        Network.Heal();
        await Cluster.StableAsync();
        await CopiesFlowAsync();

        // Until the smaller side has been given up, and so long that each of its nodes has looked for its old peers in vain.
        Network.SetBetween(EdgeHosts, ShadowHosts, LinkState.Cut);
        foreach (var node in Cluster.Shadows)
            await SeesAsync(node, 3, Downing);
        await load.MoreAsync((long)(30 * Rate));
        Network.Heal();
        await Cluster.StableAsync();
        await CopiesFlowAsync();

        var settled = await invariants.CheckAsync("shop-shadow", await load.StopAsync(), Shadow.Requests);
        Output.WriteLine(settled.ToString());
    }

    private static Task<ClusterAnswer> SeesAsync(TestNode node, int members, TimeSpan deadline) => Eventually.Async(
        node.Admin.ReadClusterAsync, c => c.Members.Count == members && c.Members.All(m => m.Reachable), deadline, $"{node.Name} sees {members} nodes");

    private async Task CopiesFlowAsync()
    {
        foreach (var edge in Cluster.Edges)
        {
            var before = await AnsweredAsync(edge);
            await Eventually.Async(() => AnsweredAsync(edge), a => a > before + 100, Recovery, $"copies of {edge.Name} are answered");
        }
    }

    private static async Task<long> AnsweredAsync(TestNode node) =>
        (await node.Admin.ReadMetricsAsync()).Cluster.Shadows.Where(s => s.Name == "shop-shadow").Sum(s => s.Outcome("answered"));
}
