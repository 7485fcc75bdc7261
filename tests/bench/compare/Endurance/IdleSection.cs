using System.Globalization;
using ActorProxy.Bench.Compare.Cluster;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Peers;
using ActorProxy.Bench.Compare.Processes;
using ActorProxy.Bench.Compare.Reports;

namespace ActorProxy.Bench.Compare.Endurance;

/// <summary>What a cluster of two edges and two shadow nodes costs that has nothing to do.</summary>
internal static class IdleSection
{
    // Joining, and a hundred requests per edge that bring up its dispatchers.
    private static readonly TimeSpan CalmDown = TimeSpan.FromSeconds(5);

    /// <summary>Runs.</summary>
    public static async Task<IdleReport> RunAsync(Workplace work, BenchOptions options, Action<string> progress)
    {
        progress("idle cluster of four nodes");
        var upstreams = await Upstreams.StartAsync(work).ConfigureAwait(false);
        var cluster = await BenchCluster.StartAsync(
            work, "idle", [("edge-1", "edge"), ("edge-2", "edge"), ("shadow-1", "shadow"), ("shadow-2", "shadow")], upstreams.Production,
            [new BenchRoute("full", upstreams.Shadow)]).ConfigureAwait(false);
        foreach (var edge in cluster.Nodes.Take(2))
            await Latency.ConstantRate.RunAsync(work, $"{edge.EdgeUrl}full/get", Workload.Get, TimeSpan.FromSeconds(1), rate: 100).ConfigureAwait(false);
        await Task.Delay(CalmDown, work.Stop).ConfigureAwait(false);

        var disturbance = new Disturbance(work.Pids);
        var before = cluster.Nodes.ToDictionary(n => n.Name, n => CpuTime.Of([n.Process.Pid]));
        await Task.Delay(options.IdleTime, work.Stop).ConfigureAwait(false);
        var shares = cluster.Nodes.ToDictionary(n => n.Name, n => 100 * (CpuTime.Of([n.Process.Pid]) - before[n.Name]).Total / options.IdleTime.TotalSeconds);
        var memory = cluster.Nodes.ToDictionary(n => n.Name, n => Footprint.Of([n.Process.Pid]));
        return new IdleReport(shares, memory, disturbance.Seen());
    }
}

/// <summary>What each idle process costs.</summary>
/// <param name="Percent">Of one core, by node.</param>
/// <param name="Memory">By node.</param>
/// <param name="IsDisturbed">Whether something else used the machine meanwhile.</param>
internal sealed record IdleReport(IReadOnlyDictionary<string, double> Percent, IReadOnlyDictionary<string, Footprint> Memory, bool IsDisturbed)
{
    /// <summary>A table in Markdown.</summary>
    public string Text()
    {
        var table = new Table("idle node", "% of a core", "memory MiB");
        foreach (var (node, percent) in Percent)
        {
            table.Add(
                node, percent.ToString("F2", CultureInfo.InvariantCulture) + (IsDisturbed ? "*" : ""), Memory[node].Mebibytes.ToString("F0", CultureInfo.InvariantCulture));
        }

        return table.ToString();
    }
}
