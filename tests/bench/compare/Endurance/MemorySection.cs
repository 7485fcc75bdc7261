using System.Globalization;
using ActorProxy.Bench.Compare.Cluster;
using ActorProxy.Bench.Compare.Latency;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Peers;
using ActorProxy.Bench.Compare.Processes;
using ActorProxy.Bench.Compare.Reports;
using ActorProxy.Bench.Compare.Saturation;

namespace ActorProxy.Bench.Compare.Endurance;

/// <summary>Memory and descriptors while a shadow accepts everything and answers nothing.</summary>
internal static class MemorySection
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs.</summary>
    /// <returns>A table in Markdown.</returns>
    public static async Task<string> RunAsync(Workplace work, BenchOptions options, Action<string> progress)
    {
        var upstreams = await Upstreams.StartAsync(work).ConfigureAwait(false);
        var awkward = await AwkwardUpstreams.StartAsync(work).ConfigureAwait(false);
        var cluster = await BenchCluster.StartAsync(
            work, "memory", [("edge", "edge"), ("dispatcher", "shadow")], upstreams.Production,
            [new BenchRoute("warm", upstreams.Shadow), new BenchRoute("hung", awkward.Hung)]).ConfigureAwait(false);
        var node = new Peer(
            PeerNames.Full, cluster.Nodes[0].EdgeUrl + "hung/", [.. cluster.Nodes.Select(n => new PeerPart(n.Name, [n.Process.Pid]))], IsJitted: true);
        var copying = await YarpPeers.CopyAsync(work, PeerNames.YarpCopy, upstreams, awkward.Hung).ConfigureAwait(false);

        var table = new Table(
            "peer", "rate", "seconds", "memory before MiB", "peak MiB", "growth MiB", "descriptors before", "peak", "answered / offered");
        foreach (var (peer, warm) in new[] { (node, cluster.Nodes[0].EdgeUrl + "warm/"), (copying, "") })
        {
            progress($"hung shadow: {peer.Name}");
            if (warm.Length > 0) await Wrk.RunAsync(work, warm + Workload.Post1K.Path, Workload.Post1K, options.WarmUp / 3).ConfigureAwait(false);
            await MeasureAsync(work, peer, options.MemoryTime, table).ConfigureAwait(false);
        }

        return table.ToString();
    }

    private static async Task MeasureAsync(Workplace work, Peer peer, TimeSpan duration, Table table)
    {
        var before = peer.Parts.ToDictionary(p => p.Name, p => Footprint.Of(p.Pids));
        var peak = new Dictionary<string, Footprint>(before);
        var load = ConstantRate.RunAsync(work, peer.UrlOf(Workload.Post1K), Workload.Post1K, duration);
        while (!load.IsCompleted)
        {
            await Task.WhenAny(load, Task.Delay(SampleInterval, work.Stop)).ConfigureAwait(false);
            foreach (var part in peer.Parts) peak[part.Name] = peak[part.Name].Max(Footprint.Of(part.Pids));
        }

        var report = await load.ConfigureAwait(false);
        foreach (var part in peer.Parts.Select(p => p.Name))
        {
            table.Add(
                peer.Parts.Count > 1 ? $"{peer.Name}: {part}" : peer.Name,
                Text(ConstantRate.Rate), Text(duration.TotalSeconds), Text(before[part].Mebibytes), Text(peak[part].Mebibytes),
                Text(peak[part].Mebibytes - before[part].Mebibytes), Text(before[part].Descriptors), Text(peak[part].Descriptors),
                $"{Text(report.Answered)} / {Text(report.Offered)}");
        }
    }

    private static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
