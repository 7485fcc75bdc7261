using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>
/// The nodes that a cluster hangs on by a thread, the shard coordinator's and the first seed, are killed under load and stay away until they are
/// given up. Clients of the other edge see no failure.
/// </summary>
public class KillTests(ITestOutputHelper output) : ClusterTest(output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private protected override string Mappings => MappingText.Pair("shop");

    private protected override int Shadows => 3;

    [LongFact]
    public async Task Coordinator_and_first_seed_are_killed_given_up_and_return()
    {
        var (seed, used) = (Cluster.Edges[0], Cluster.Edges[1]);
        await using var load = Cluster.StartLoad(100, "/shop/", used);
        await CopiesFlowAsync(used);
        var invariants = new ClusterInvariants(Cluster);

        var coordinator = await Cluster.CoordinatorsNodeAsync(used);
        await coordinator.KillAsync();
        await MembersAsync(used, 4);
        await CopiesFlowAsync(used);

        await seed.KillAsync();
        await MembersAsync(used, 3);
        await CopiesFlowAsync(used);

        // The first seed could found a cluster of its own.
        seed.Start();
        coordinator.Start();
        await Cluster.StableAsync();
        await CopiesFlowAsync(used);
        var report = await load.StopAsync();

        var settled = await invariants.CheckAsync("shop-shadow", report, Shadow.Requests);
        Output.WriteLine($"{report.Sent} requests, the slowest in {report.Quantile(1).TotalMilliseconds:0} ms; {settled}; {invariants.Footprints}");
    }

    private static async Task MembersAsync(TestNode node, int count) => await Eventually.Async(
        node.Admin.ReadClusterAsync, c => c.Members.Count == count && c.Members.All(m => m.Reachable), Deadline, $"{node.Name} sees {count} nodes");

    private static async Task CopiesFlowAsync(TestNode edge)
    {
        var before = await Eventually.Async(() => AnsweredAsync(edge), _ => true, Deadline, $"{edge.Name} tells its counts");
        await Eventually.Async(() => AnsweredAsync(edge), a => a > before + 100, Deadline, "copies are answered (again)");
    }

    private static async Task<long> AnsweredAsync(TestNode edge) => (await edge.Admin.ReadMetricsAsync()).Shadow("shop-shadow").Outcome("answered");
}
