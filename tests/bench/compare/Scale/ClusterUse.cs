using System.Diagnostics;
using ActorProxy.Bench.Compare.Cluster;
using ActorProxy.Bench.Compare.Machine;

namespace ActorProxy.Bench.Compare.Scale;

/// <summary>What a cluster uses over a while.</summary>
/// <param name="Percent">Share of one core, by node.</param>
/// <param name="BytesPerSecond">What all nodes together say to each other.</param>
/// <param name="IsDisturbed">Whether something else used the machine meanwhile.</param>
internal sealed record ClusterUse(IReadOnlyDictionary<string, double> Percent, double BytesPerSecond, bool IsDisturbed)
{
    /// <summary>Watches until a task has ended.</summary>
    public static async Task<ClusterUse> DuringAsync(BenchCluster cluster, IReadOnlyCollection<int> ours, Func<Task> run, CancellationToken stop)
    {
        var disturbance = new Disturbance(ours);
        var bytes = await RemoteTraffic.ReadAsync(cluster, stop).ConfigureAwait(false);
        var before = cluster.Nodes.ToDictionary(n => n.Name, n => CpuTime.Of([n.Process.Pid]));
        var started = Stopwatch.GetTimestamp();
        await run().ConfigureAwait(false);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var percent = cluster.Nodes.ToDictionary(n => n.Name, n => 100 * (CpuTime.Of([n.Process.Pid]) - before[n.Name]).Total / seconds);
        var said = await RemoteTraffic.ReadAsync(cluster, stop).ConfigureAwait(false) - bytes;
        return new ClusterUse(percent, said / seconds, disturbance.Seen());
    }

    /// <summary>Mean share of one core of the nodes whose names start so.</summary>
    public double MeanPercent(string prefix) => Percent.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal)).Average(p => p.Value);
}
