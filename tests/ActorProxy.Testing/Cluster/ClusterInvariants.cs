using ActorProxy.Testing.Http;

namespace ActorProxy.Testing.Cluster;

/// <summary>What has to hold for a cluster after any fault, once it has healed and traffic has stopped.</summary>
internal sealed class ClusterInvariants
{
    // What a .NET process may have more of at one moment than at another: pool threads, connections that are kept for a while.
    private const int SpareThreads = 40;
    private const int SpareFiles = 150;

    // Budget for the copies of one shadow (16 MiB) and what the process takes or leaves between two collections.
    private const long SpareBytes = (16 + 150) * 1024L * 1024;

    private static readonly TimeSpan CalmDown = TimeSpan.FromSeconds(60);

    private readonly Dictionary<TestNode, Usage> _start;
    private readonly TestCluster _cluster;

    /// <summary>Remembers what the nodes use now.</summary>
    public ClusterInvariants(TestCluster cluster)
    {
        _cluster = cluster;
        _start = cluster.Nodes.Where(n => n.IsRunning).ToDictionary(n => n, Usage.Of);
    }

    /// <summary>Waits until the cluster is whole again and checks that nothing is lost unseen and nothing is left over.</summary>
    /// <param name="shadow">The shadow Mapping under load.</param>
    /// <param name="report">The load; must have been answered without exception.</param>
    /// <param name="received">What the shadow received.</param>
    /// <returns>The shadow's counters.</returns>
    public async Task<ShadowAnswer> CheckAsync(string shadow, LoadReport report, IEnumerable<RecordedRequest> received)
    {
        report.AssertAllAnswered();
        await _cluster.StableAsync();
        ShadowAnswer? first = null;
        foreach (var node in _cluster.Nodes.Where(n => n.IsRunning))
        {
            var settled = await node.SettledAsync(shadow, report.Sent);
            Assert.Equal(report.Sent, settled.Offered);
            Assert.Equal(report.Sent, settled.Sum);
            first ??= settled;
            await CalmsDownAsync(node);
        }

        var repeated = received.GroupBy(r => r.Target).Where(g => g.Count() > 1).Select(g => $"{g.Count()} times {g.Key}").ToList();
        Assert.True(repeated.Count == 0, $"{repeated.Count} copies arrived more than once: {string.Join(", ", repeated.Take(5))}");
        return first!;
    }

    private async Task CalmsDownAsync(TestNode node)
    {
        // A node that was restarted has no start to come back to but that of its like.
        var start = _start.GetValueOrDefault(node) ?? _start.First(s => s.Key.Roles == node.Roles).Value;
        await Eventually.Async(
            () => Task.FromResult(Usage.Of(node)),
            now => now.Threads <= start.Threads + SpareThreads && now.Files <= start.Files + SpareFiles && now.Bytes <= start.Bytes + SpareBytes,
            CalmDown,
            $"{node.Name} uses no more than at the start ({start})");
    }

    private sealed record Usage(int Threads, int Files, long Bytes)
    {
        public static Usage Of(TestNode node) => new(node.Threads, node.OpenFiles, node.ResidentBytes);
    }
}
