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
    /// <summary>Runs.</summary>
    public static async Task<IdleReport> RunAsync(Workplace work, BenchOptions options, Action<string> progress)
    {
        var upstreams = await Upstreams.StartAsync(work).ConfigureAwait(false);
        var cluster = await BenchCluster.StartAsync(
            work, "idle", [("edge-1", "edge"), ("edge-2", "edge"), ("shadow-1", "shadow"), ("shadow-2", "shadow")], upstreams.Production,
            [new BenchRoute("full", upstreams.Shadow)]).ConfigureAwait(false);

        // A hundred requests per edge bring up its dispatchers.
        foreach (var edge in cluster.Nodes.Take(2))
            await Latency.ConstantRate.RunAsync(work, $"{edge.EdgeUrl}full/get", Workload.Get, TimeSpan.FromSeconds(1), rate: 100).ConfigureAwait(false);
        progress($"idle cluster of four nodes: settling for {options.IdleSettling.TotalSeconds:F0} s, then watched for {options.IdleTime.TotalSeconds:F0} s");
        await Task.Delay(options.IdleSettling, work.Stop).ConfigureAwait(false);

        var disturbance = new Disturbance(work.Pids);
        var before = cluster.Nodes.ToDictionary(n => n.Name, n => Used(n.Process.Pid));
        await Task.Delay(options.IdleTime, work.Stop).ConfigureAwait(false);
        var use = cluster.Nodes.ToDictionary(n => n.Name, n => Used(n.Process.Pid).Since(before[n.Name], options.IdleTime.TotalSeconds));
        var memory = cluster.Nodes.ToDictionary(n => n.Name, n => Footprint.Of([n.Process.Pid]));
        return new IdleReport(options, use, memory, disturbance.Seen());
    }

    private static IdleUse Used(int pid) => new(CpuTime.Of([pid]).Total * 100, ContextSwitches.Of(pid));
}

/// <summary>What an idle process uses.</summary>
/// <param name="Percent">Of one core.</param>
/// <param name="WakeUps">Wake-ups of its threads a second.</param>
internal readonly record struct IdleUse(double Percent, double WakeUps)
{
    /// <summary>The mean per second since an earlier reading.</summary>
    public IdleUse Since(IdleUse before, double seconds) => new((Percent - before.Percent) / seconds, (WakeUps - before.WakeUps) / seconds);
}

/// <summary>What each idle process costs.</summary>
/// <param name="Options">How long it was left to settle and watched.</param>
/// <param name="Use">By node.</param>
/// <param name="Memory">By node.</param>
/// <param name="IsDisturbed">Whether something else used the machine meanwhile.</param>
internal sealed record IdleReport(
    BenchOptions Options, IReadOnlyDictionary<string, IdleUse> Use, IReadOnlyDictionary<string, Footprint> Memory, bool IsDisturbed)
{
    /// <summary>A table in Markdown.</summary>
    public string Text()
    {
        var table = new Table("idle node", "% of a core", "wake-ups a second", "memory MiB");
        foreach (var (node, use) in Use)
            table.Add(node, Number(use.Percent, "F2") + (IsDisturbed ? "*" : ""), Number(use.WakeUps, "F0"), Number(Memory[node].Mebibytes, "F0"));
        return $"""
            Two edges and two shadow nodes that have copied a hundred requests each, were then left alone for {Options.IdleSettling.TotalSeconds:F0} s (so that what runs once a second is
            compiled for good) and watched for {Options.IdleTime.TotalSeconds:F0} s.

            {table}
            """;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
