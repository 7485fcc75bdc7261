using System.Diagnostics;
using System.Globalization;
using ActorProxy.Bench.Compare.Cluster;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Peers;
using ActorProxy.Bench.Compare.Processes;
using ActorProxy.Bench.Compare.Reports;
using ActorProxy.Bench.Compare.Saturation;

namespace ActorProxy.Bench.Compare.Scale;

/// <summary>How cost grows with the number of Mappings, each of which has a shadow: start, memory, lookup, reload, and what nodes tell each other.</summary>
internal static class MappingScale
{
    private static readonly int[] Sizes = [1, 100, 10_000];
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CalmDown = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReloadLimit = TimeSpan.FromSeconds(60);

    /// <summary>Runs.</summary>
    /// <returns>A table in Markdown.</returns>
    public static async Task<string> RunAsync(Workplace work, Action<string> progress)
    {
        var upstreams = await Upstreams.StartAsync(work).ConfigureAwait(false);
        var table = new Table(
            "Mappings with a shadow", "start to ready s", "edge MiB", "shadow node MiB", "edge us CPU per GET", "reload s", "idle edge % of a core", "idle shadow node %",
            "idle bytes/s between the two");
        foreach (var size in Sizes)
        {
            progress($"{size:N0} Mappings");
            table.Add(await MeasureAsync(work, upstreams, size).ConfigureAwait(false));
        }

        return table.ToString();
    }

    private static async Task<string[]> MeasureAsync(Workplace work, Upstreams upstreams, int size)
    {
        BenchRoute[] routes = [.. Enumerable.Range(0, size).Select(i => new BenchRoute($"r{i}", upstreams.Shadow))];
        var started = Stopwatch.GetTimestamp();
        var cluster = await BenchCluster.StartAsync(
            work, $"mappings-{size}", [("edge", "edge"), ("shadow", "shadow")], upstreams.Production, routes).ConfigureAwait(false);
        var ready = Stopwatch.GetElapsedTime(started);
        try
        {
            var (edge, shadow) = (cluster.Nodes[0], cluster.Nodes[1]);
            var url = $"{edge.EdgeUrl}{routes[size / 2].Path}/{Workload.Get.Path}";
            await Wrk.RunAsync(work, url, Workload.Get, LoadTime).ConfigureAwait(false);
            var before = CpuTime.Of([edge.Process.Pid]);
            var load = await Wrk.RunAsync(work, url, Workload.Get, LoadTime).ConfigureAwait(false);
            var perRequest = (CpuTime.Of([edge.Process.Pid]) - before).Total * 1e6 / load.Requests;
            var reload = await ReloadAsync(cluster, routes, work.Stop).ConfigureAwait(false);

            await Task.Delay(CalmDown, work.Stop).ConfigureAwait(false);
            var idle = await ClusterUse.DuringAsync(cluster, work.Pids, () => Task.Delay(IdleTime, work.Stop), work.Stop).ConfigureAwait(false);
            var star = idle.IsDisturbed ? "*" : "";
            return
            [
                Text(size, "N0"), Text(ready.TotalSeconds, "F1"),
                Text(Footprint.Of([edge.Process.Pid]).Mebibytes, "N0"), Text(Footprint.Of([shadow.Process.Pid]).Mebibytes, "N0"),
                Text(perRequest, "F1"), Text(reload.TotalSeconds, "F1"),
                Text(idle.MeanPercent("edge"), "F1") + star, Text(idle.MeanPercent("shadow"), "F1") + star, Text(idle.BytesPerSecond, "N0"),
            ];
        }
        finally
        {
            await cluster.EndAsync(work).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a Mapping to the file.</summary>
    /// <returns>How long it takes until the edge routes by it; the watcher looks once a second.</returns>
    private static async Task<TimeSpan> ReloadAsync(BenchCluster cluster, IReadOnlyList<BenchRoute> routes, CancellationToken stop)
    {
        await File.WriteAllTextAsync(cluster.MappingsFile, ClusterLayout.Mappings([.. routes, new BenchRoute("added")]), stop).ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < ReloadLimit)
        {
            using var answer = await LocalHttp.Client.GetAsync($"{cluster.Nodes[0].EdgeUrl}added/{Workload.Get.Path}", stop).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode) return Stopwatch.GetElapsedTime(started);
            await Task.Delay(TimeSpan.FromMilliseconds(20), stop).ConfigureAwait(false);
        }

        throw new BenchException($"The edge does not route by a Mapping that was added {ReloadLimit.TotalSeconds} s ago.");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
