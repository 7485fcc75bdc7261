using ActorProxy.Testing.Http;

namespace ActorProxy.Testing.Cluster;

/// <summary>What has to hold for a cluster after any fault, once it has healed and traffic has stopped.</summary>
internal sealed class ClusterInvariants
{
    private static readonly TimeSpan CalmDown = TimeSpan.FromSeconds(60);

    private readonly Dictionary<TestNode, ProcessFootprint> _start;
    private readonly TestCluster _cluster;

    /// <summary>Remembers what the nodes use now.</summary>
    public ClusterInvariants(TestCluster cluster)
    {
        _cluster = cluster;
        _start = cluster.Nodes.Where(n => n.IsRunning).ToDictionary(n => n, ProcessFootprint.Of);
    }

    /// <summary>What each node used at the start, and uses now.</summary>
    public string Footprints => string.Join("; ", _start.Where(s => s.Key.IsRunning).Select(s => $"{s.Key.Name}: {s.Value} -> {ProcessFootprint.Of(s.Key)}"));

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

        AssertAtMostOnce(received);
        return first!;
    }

    private static void AssertAtMostOnce(IEnumerable<RecordedRequest> received)
    {
        var repeated = received.GroupBy(r => r.Target).Where(g => g.Count() > 1).Select(g => $"{g.Count()} times {g.Key}").ToList();
        Assert.True(repeated.Count == 0, $"{repeated.Count} copies arrived more than once: {string.Join(", ", repeated.Take(5))}");
    }

    private async Task CalmsDownAsync(TestNode node)
    {
        // A node that was restarted has no start to come back to but that of its like.
        var start = _start.GetValueOrDefault(node) ?? _start.First(s => s.Key.Roles == node.Roles).Value;
        await ProcessFootprint.BackToAsync(node, start);
        var memory = await Eventually.Async(
            () => CopyMemory.ReadAsync(node), m => m.UsedBytes == 0, CalmDown, $"{node.Name} holds no copy any more");
        await Eventually.Async(
            () => Task.FromResult(ProcessFootprint.Of(node)),
            now => now.Bytes <= start.Bytes + memory.ShadowLimitBytes + ProcessFootprint.SpareBytes,
            CalmDown,
            $"{node.Name} has no more memory than at the start and its budget for copies ({start})");
    }
}
