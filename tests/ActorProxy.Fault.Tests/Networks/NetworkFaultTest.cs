using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Network;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Networks;

/// <summary>
/// A fault under load, on a cluster whose nodes are hosts of their own. Afterwards the cluster has to become whole by itself, production must not
/// have noticed, every copy must be accounted for, and nothing may be left over.
/// </summary>
/// <param name="shared">The cluster.</param>
/// <param name="output">Gets what was measured, and the nodes' logs when the test fails.</param>
[Collection(NetworkedClusterCollection.Name)]
public abstract class NetworkFaultTest(NetworkedCluster shared, ITestOutputHelper output)
{
    private const int Flowing = 50;

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(120);

    private string _shadow = string.Empty;

    private protected TestCluster Cluster => shared.Cluster;

    private protected VirtualNetwork Network => shared.Network;

    private protected static NetworkHost[] HostsOf(params IEnumerable<TestNode> nodes) => [.. nodes.Select(n => n.Host!)];

    /// <summary>Runs a fault under load and checks what has to hold after any.</summary>
    /// <param name="what">For the output.</param>
    /// <param name="fault">Begins, lasts and ends; the network is made good after it.</param>
    private protected async Task UnderLoadAsync(string what, Func<EdgeLoads, Task> fault)
    {
        var name = await shared.BeginAsync();
        _shadow = $"{name}-shadow";
        try
        {
            await using var loads = new EdgeLoads(Cluster, $"/{name}/");
            loads.Start();
            await CopiesFlowAsync();
            var invariants = new ClusterInvariants(Cluster);
            await using var memory = CopyMemoryWatch.Start(Cluster.Edges);

            var before = loads.Sent;
            await fault(loads);
            Network.Heal();
            var through = loads.Sent - before;

            await Cluster.StableAsync();
            await CopiesFlowAsync();
            var report = await loads.StopAsync();
            var settled = await invariants.CheckAsync(_shadow, report, shared.Shadow.Requests);
            var most = await memory.StopAsync();
            output.WriteLine($"{what}: {through} of {report.Sent} requests through the fault, the longest took {report.Quantile(1).TotalMilliseconds:0} ms");
            output.WriteLine($"{settled}; at most {most / 1024} KiB of copies at an edge");
            output.WriteLine(invariants.Footprints);
            shared.EndedWell();
        }
        catch
        {
            output.WriteLine(Cluster.Report());
            throw;
        }
    }

    /// <summary>Waits until a node sees none but these, all reachable.</summary>
    private protected static Task SeesOnlyAsync(TestNode node, IReadOnlyCollection<TestNode> nodes, TimeSpan deadline) => Eventually.Async(
        node.Admin.ReadClusterAsync,
        c => c.Members.Count == nodes.Count && c.Members.All(m => m.Reachable),
        deadline,
        $"{node.Name} sees {string.Join(", ", nodes.Select(n => n.Name))} only");

    /// <summary>Waits until the dispatchers of the shadow under load live on one side of a cut only.</summary>
    private protected Task KeptByAsync(IReadOnlyCollection<TestNode> winners, IReadOnlyCollection<TestNode> losers, TimeSpan deadline) => Eventually.Async(
        async () => (Winners: await LanesAsync(winners), Losers: await LanesAsync(losers)),
        lanes => lanes is { Winners: > 0, Losers: 0 },
        deadline,
        $"dispatchers live with {string.Join(", ", winners.Select(n => n.Name))} only");

    private async Task CopiesFlowAsync()
    {
        var edges = Cluster.Edges;
        var before = await Task.WhenAll(edges.Select(AnsweredAsync));
        foreach (var (edge, start) in edges.Zip(before))
            await Eventually.Async(() => AnsweredAsync(edge), a => a >= start + Flowing, Recovery, $"copies of {edge.Name} are answered (at the start {start})");
    }

    private async Task<int> LanesAsync(IEnumerable<TestNode> nodes)
    {
        var lanes = await Task.WhenAll(nodes.Where(n => n.Roles == "shadow").Select(n => n.Admin.ReadLanesAsync()));
        return lanes.Sum(l => l.Count(lane => lane.StartsWith($"{_shadow}/", StringComparison.Ordinal)));
    }

    private Task<long> AnsweredAsync(TestNode edge) => edge.ReadOwnAnsweredAsync(_shadow);
}
