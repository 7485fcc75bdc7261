using ActorProxy.Bench.Compare.Cluster;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Peers;
using ActorProxy.Bench.Compare.Processes;
using ActorProxy.Bench.Compare.Saturation;

namespace ActorProxy.Bench.Compare.Latency;

/// <summary>What production feels of a shadow that is healthy, slow, hung, refusing or out of reach: pairs of runs at a constant rate.</summary>
internal static class LatencySection
{
    private const string Off = "off";
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(45);

    /// <summary>Runs.</summary>
    public static async Task<LatencyReport> RunAsync(Workplace work, BenchOptions options, Action<string> progress)
    {
        var upstreams = await Upstreams.StartAsync(work).ConfigureAwait(false);
        var awkward = await AwkwardUpstreams.StartAsync(work).ConfigureAwait(false);
        BenchRoute[] shadows =
        [
            new("healthy", upstreams.Shadow),

            // Its time-out is longer than it is slow: the lanes' places stay taken, and the rest backs up to the edge.
            new("slow", awkward.Slow, Policy: "timeout_ms: 8000"),
            new("hung", awkward.Hung),
            new("refusing", awkward.Refusing),
            new("black-holed", awkward.BlackHole),
        ];
        var cluster = await BenchCluster.StartAsync(
            work, "latency", [("edge", "edge"), ("dispatcher", "shadow")], upstreams.Production, [new BenchRoute(Off), .. shadows]).ConfigureAwait(false);

        progress("warming up");
        await Wrk.RunAsync(work, Url(cluster, Off), Workload.Get, options.WarmUp / 3).ConfigureAwait(false);
        await Wrk.RunAsync(work, Url(cluster, "healthy"), Workload.Get, options.WarmUp / 3).ConfigureAwait(false);
        await cluster.Copies.SettledAsync(shadows[0].ShadowName, SettleLimit, work.Stop).ConfigureAwait(false);

        var pairs = new List<LatencyPair>();
        for (var round = 0; round < options.LatencyRounds; round++)
        {
            foreach (var shadow in shadows)
            {
                var pair = await MeasureAsync(work, cluster, shadow, offFirst: round % 2 == 0, options.LatencyTime).ConfigureAwait(false);
                pairs.Add(pair);
                progress($"round {round + 1}/{options.LatencyRounds} {shadow.Path}: p50 {pair.On.P50:F0} us (off {pair.Off.P50:F0}), p99 {pair.On.P99:F0} us (off {pair.Off.P99:F0})"
                    + (pair.IsDisturbed ? " (disturbed)" : ""));
            }
        }

        return new LatencyReport(pairs);
    }

    private static async Task<LatencyPair> MeasureAsync(Workplace work, BenchCluster cluster, BenchRoute shadow, bool offFirst, TimeSpan duration)
    {
        var before = await cluster.Copies.ReadAsync(shadow.ShadowName, work.Stop).ConfigureAwait(false);
        var disturbed = false;
        async Task<ConstantRateReport> MeasureOneAsync(string path)
        {
            var disturbance = new Disturbance(work.Pids);
            var report = await ConstantRate.RunAsync(work, Url(cluster, path), Workload.Get, duration).ConfigureAwait(false);
            disturbed |= disturbance.Seen();

            // A run must not work off what the one before has left.
            await cluster.Copies.SettledAsync(shadow.ShadowName, SettleLimit, work.Stop).ConfigureAwait(false);
            return report;
        }

        var first = await MeasureOneAsync(offFirst ? Off : shadow.Path).ConfigureAwait(false);
        var second = await MeasureOneAsync(offFirst ? shadow.Path : Off).ConfigureAwait(false);
        var copies = await cluster.Copies.ReadAsync(shadow.ShadowName, work.Stop).ConfigureAwait(false) - before;
        return offFirst ? new LatencyPair(shadow.Path, first, second, copies, disturbed) : new LatencyPair(shadow.Path, second, first, copies, disturbed);
    }

    private static string Url(BenchCluster cluster, string path) => $"{cluster.Nodes[0].EdgeUrl}{path}/{Workload.Get.Path}";
}
