using System.Globalization;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Control;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Admin.Prometheus;

/// <summary>
/// This node's own counters as Prometheus reads them. Every node is scraped, and the scraper adds up; cluster totals would count everything
/// once per node.
/// </summary>
internal sealed class NodeExposition(NodeViews node)
{
    private static readonly string[] MemberStatuses = ["joining", "weaklyup", "up", "leaving", "exiting", "down"];

    private readonly ExpositionWriter _writer = new();

    public string Write()
    {
        var table = node.Routes.Current;
        var control = node.Control.Current;
        var self = node.Metrics.Read().Nodes is [var first, ..] ? first : null;
        var own = self?.Totals ?? new MetricsTotals([], []);
        var totals = new MetricsAssembly(table, control).Complete(own);
        WriteCopies(totals.Shadows);
        WriteProductions(totals.Productions);
        WriteControl(table, control);
        _writer.Family("actorproxy_copying_suspended", "gauge", "1 while this edge is in distress and has suspended copying.");
        _writer.Sample("actorproxy_copying_suspended", self?.Suspension is null ? 0 : 1);
        WriteCluster(node.Cluster.Read(), node.ReadReadiness().Ready);
        return _writer.ToString();
    }

    private void WriteCopies(IReadOnlyList<ShadowMetrics> shadows)
    {
        _writer.Family("actorproxy_copies_offered_total", "counter", "Production requests that matched a group with this shadow.");
        foreach (var shadow in shadows)
            _writer.Sample("actorproxy_copies_offered_total", shadow.Offered, ("mapping", shadow.Mapping));

        _writer.Family("actorproxy_copies_total", "counter", "Copies by the one outcome that each of them ends in.");
        foreach (var shadow in shadows)
        {
            foreach (var outcome in CopyOutcomes.All)
                _writer.Sample("actorproxy_copies_total", shadow.Outcomes[(int)outcome], ("mapping", shadow.Mapping), ("outcome", outcome.Name()));
        }

        _writer.Family("actorproxy_comparisons_total", "counter", "Replies compared with production's, by what came of it.");
        foreach (var shadow in shadows)
        {
            foreach (var outcome in ComparisonOutcomes.All)
                _writer.Sample("actorproxy_comparisons_total", shadow.Comparisons[(int)outcome], ("mapping", shadow.Mapping), ("outcome", outcome.Name()));
        }

        _writer.Family("actorproxy_copy_responses_total", "counter", "Replies of shadows by status code.");
        foreach (var shadow in shadows)
            WriteStatuses("actorproxy_copy_responses_total", shadow.Mapping, shadow.Statuses);

        _writer.Family("actorproxy_copy_duration_seconds", "summary", "Latency of the shadow for answered copies.");
        foreach (var shadow in shadows)
            WriteLatency("actorproxy_copy_duration_seconds", shadow.Mapping, shadow.ShadowLatency);

        _writer.Family("actorproxy_copy_production_duration_seconds", "summary", "Latency of production for the same requests as answered copies.");
        foreach (var shadow in shadows)
            WriteLatency("actorproxy_copy_production_duration_seconds", shadow.Mapping, shadow.ProductionLatency);
    }

    private void WriteProductions(IReadOnlyList<ProductionMetrics> productions)
    {
        _writer.Family("actorproxy_production_requests_total", "counter", "Requests that went to production, by the status that the client got.");
        foreach (var production in productions)
            WriteStatuses("actorproxy_production_requests_total", production.Mapping, production.Statuses);

        _writer.Family("actorproxy_production_failures_total", "counter", "Requests that the proxy answered itself, because production did not.");
        foreach (var production in productions)
            _writer.Sample("actorproxy_production_failures_total", production.Failed, ("mapping", production.Mapping));

        _writer.Family("actorproxy_production_duration_seconds", "summary", "From the request's arrival to the head of the reply.");
        foreach (var production in productions)
            WriteLatency("actorproxy_production_duration_seconds", production.Mapping, production.Latency);
    }

    private void WriteControl(RouteTable table, ControlState control)
    {
        var shadows = table.Shadows.Values.OrderBy(shadow => shadow.Name, StringComparer.Ordinal).ToList();
        _writer.Family("actorproxy_shadow_weight_percent", "gauge", "Weight in force, pauses not considered.");
        foreach (var shadow in shadows)
            _writer.Sample("actorproxy_shadow_weight_percent", control.WeightOf(shadow.Name, shadow.Weight), ("mapping", shadow.Name));

        _writer.Family("actorproxy_shadow_paused", "gauge", "1 while copying is paused, by itself or by the master switch.");
        foreach (var shadow in shadows)
            _writer.Sample("actorproxy_shadow_paused", control.IsPaused(shadow.Name) ? 1 : 0, ("mapping", shadow.Name));
    }

    private void WriteCluster(ClusterState cluster, bool ready)
    {
        _writer.Family("actorproxy_cluster_members", "gauge", "Members of the cluster by status, as this node sees them.");
        foreach (var status in MemberStatuses)
            _writer.Sample("actorproxy_cluster_members", cluster.Members.Count(member => member.Status == status), ("status", status));

        _writer.Family("actorproxy_cluster_unreachable_members", "gauge", "Members that this node cannot reach.");
        _writer.Sample("actorproxy_cluster_unreachable_members", cluster.Members.Count(member => !member.IsReachable));

        _writer.Family("actorproxy_node_ready", "gauge", "1 once the node is Up, its mappings are loaded and the dispatchers can be reached.");
        _writer.Sample("actorproxy_node_ready", ready ? 1 : 0);
    }

    private void WriteStatuses(string name, string mapping, IReadOnlyDictionary<int, long> statuses)
    {
        foreach (var (code, count) in statuses.OrderBy(status => status.Key))
            _writer.Sample(name, count, ("mapping", mapping), ("code", code.ToString(CultureInfo.InvariantCulture)));
    }

    private void WriteLatency(string name, string mapping, LatencySummary latency)
    {
        // Prometheus: quantiles of nothing are NaN, its sum and count are 0.
        var empty = latency.Count == 0;
        ReadOnlySpan<(string Quantile, TimeSpan Value)> quantiles =
            [("0.5", latency.P50), ("0.95", latency.P95), ("0.99", latency.P99), ("0.999", latency.P999)];
        foreach (var (quantile, value) in quantiles)
            _writer.Sample(name, empty ? double.NaN : value.TotalSeconds, ("mapping", mapping), ("quantile", quantile));

        _writer.Sample($"{name}_sum", latency.Mean.TotalSeconds * latency.Count, ("mapping", mapping));
        _writer.Sample($"{name}_count", latency.Count, ("mapping", mapping));
    }
}
