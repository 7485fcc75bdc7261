using System.Globalization;
using ActorProxy.Bench.Compare.Cluster;
using ActorProxy.Bench.Compare.Latency;
using ActorProxy.Bench.Compare.Peers;
using ActorProxy.Bench.Compare.Processes;
using ActorProxy.Bench.Compare.Reports;

namespace ActorProxy.Bench.Compare.Scale;

/// <summary>How cost grows with edges and shadow nodes, and whether the books close in each.</summary>
internal static class TopologyScale
{
    private static readonly (int Edges, int Shadows)[] Sizes = [(1, 1), (1, 2), (1, 4), (2, 2), (4, 2), (4, 4)];
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CalmDown = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);

    /// <summary>Runs.</summary>
    /// <returns>A table in Markdown.</returns>
    public static async Task<string> RunAsync(Workplace work, Action<string> progress)
    {
        var upstreams = await Upstreams.StartAsync(work).ConfigureAwait(false);
        var table = new Table(
            "edges x shadow nodes", "answered / offered", "copies answered / offered", "books close on every node", "edge % of a core", "shadow node %", "idle edge %",
            "idle shadow node %", "idle bytes/s between nodes, all", "per pair of nodes");
        foreach (var (edges, shadows) in Sizes)
        {
            progress($"{edges} edges, {shadows} shadow nodes");
            table.Add(await MeasureAsync(work, upstreams, edges, shadows).ConfigureAwait(false));
        }

        return table.ToString();
    }

    private static async Task<string[]> MeasureAsync(Workplace work, Upstreams upstreams, int edges, int shadows)
    {
        var route = new BenchRoute("full", upstreams.Shadow);
        var cluster = await BenchCluster.StartAsync(
            work, $"scale-{edges}x{shadows}", Nodes(edges, shadows), upstreams.Production, [route]).ConfigureAwait(false);
        try
        {
            ConstantRateReport[] reports = [];
            Task<ConstantRateReport[]> LoadAsync() => Task.WhenAll(cluster.Nodes.Take(edges).Select(edge => ConstantRate.RunAsync(
                work, $"{edge.EdgeUrl}{route.Path}/{Workload.Get.Path}", Workload.Get, LoadTime, ConstantRate.Rate / edges)));
            await LoadAsync().ConfigureAwait(false);
            await cluster.Copies.SettledAsync(route.ShadowName, SettleLimit, work.Stop).ConfigureAwait(false);

            var before = await cluster.Copies.ReadAsync(route.ShadowName, work.Stop).ConfigureAwait(false);
            var loaded = await ClusterUse.DuringAsync(cluster, work.Pids, async () => reports = await LoadAsync().ConfigureAwait(false), work.Stop).ConfigureAwait(false);
            var copies = await cluster.Copies.SettledAsync(route.ShadowName, SettleLimit, work.Stop).ConfigureAwait(false);
            var agreed = await AgreeAsync(cluster, route, copies, work.Stop).ConfigureAwait(false);
            await Task.Delay(CalmDown, work.Stop).ConfigureAwait(false);
            var idle = await ClusterUse.DuringAsync(cluster, work.Pids, () => Task.Delay(IdleTime, work.Stop), work.Stop).ConfigureAwait(false);

            var (nodes, run) = (edges + shadows, copies - before);
            string Percent(ClusterUse use, string role) => use.MeanPercent(role).ToString("F1", CultureInfo.InvariantCulture) + (use.IsDisturbed ? "*" : "");
            return
            [
                $"{edges} x {shadows}",
                $"{Number(reports.Sum(r => r.Answered))} / {Number(reports.Sum(r => r.Offered))}",
                $"{Number(run.Answered)} / {Number(run.Offered)}",
                agreed ? "yes" : "NO",
                Percent(loaded, "edge"), Percent(loaded, "shadow"), Percent(idle, "edge"), Percent(idle, "shadow"),
                Number(idle.BytesPerSecond), Number(idle.BytesPerSecond / (nodes * (nodes - 1) / 2)),
            ];
        }
        finally
        {
            await cluster.EndAsync(work).ConfigureAwait(false);
        }
    }

    /// <summary>Whether every node gives the same closed account.</summary>
    private static async Task<bool> AgreeAsync(BenchCluster cluster, BenchRoute route, CopyAccount account, CancellationToken stop)
    {
        foreach (var node in cluster.Nodes)
        {
            var its = await new CopyAccounts(node.AdminUrl).SettledAsync(route.ShadowName, SettleLimit, stop).ConfigureAwait(false);
            if (!its.IsClosed || its.Offered != account.Offered) return false;
        }

        return true;
    }

    private static IReadOnlyList<(string Node, string Roles)> Nodes(int edges, int shadows) =>
    [
        .. Enumerable.Range(1, edges).Select(i => ($"edge-{i}", "edge")),
        .. Enumerable.Range(1, shadows).Select(i => ($"shadow-{i}", "shadow")),
    ];

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
