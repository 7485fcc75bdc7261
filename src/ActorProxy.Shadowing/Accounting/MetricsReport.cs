using ActorProxy.Shadowing.Comparing;

namespace ActorProxy.Shadowing.Accounting;

/// <summary>Reads the metrics of the whole cluster from what this node holds; answers at once.</summary>
public interface IMetricsView
{
    /// <summary>The merged metrics and each node's part.</summary>
    MetricsReport Read();
}

/// <summary>Metrics of the cluster, merged on reading.</summary>
/// <param name="Nodes">Every node whose snapshot is held, living and departed; this node first.</param>
/// <param name="Cluster">The sum over all nodes that ever lived (as far as known here).</param>
/// <param name="OldestAge">Age of the oldest snapshot of a living node.</param>
public sealed record MetricsReport(IReadOnlyList<NodeMetrics> Nodes, MetricsTotals Cluster, TimeSpan OldestAge);

/// <summary>One node's part.</summary>
/// <param name="Address">The node's cluster address, or its last known one.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="State"><c>live</c> or <c>departed</c>.</param>
/// <param name="Age">How old its snapshot is.</param>
/// <param name="Totals">Its counters.</param>
public sealed record NodeMetrics(string Address, IReadOnlyList<string> Roles, string State, TimeSpan Age, MetricsTotals Totals)
{
    /// <summary>Why the node, an edge in distress, has suspended copying; null while it has not.</summary>
    public string? Suspension { get; init; }

    /// <summary>Generation of its route table: equal on nodes that hold the same resources. Empty when it does not tell.</summary>
    public string Generation { get; init; } = "";
}

/// <summary>Counters by Mapping, sorted by name.</summary>
/// <param name="Shadows">Shadow Mappings.</param>
/// <param name="Productions">Production Mappings.</param>
public sealed record MetricsTotals(IReadOnlyList<ShadowMetrics> Shadows, IReadOnlyList<ProductionMetrics> Productions);

/// <summary>Counters of one shadow Mapping.</summary>
/// <param name="Mapping">Its name.</param>
/// <param name="Offered">Production requests that matched a group with this shadow.</param>
/// <param name="Outcomes">Count per outcome, indexed by <see cref="CopyOutcome"/>; <see cref="CopyOutcomes.Count"/> entries.</param>
/// <param name="Statuses">Answered copies by status code.</param>
/// <param name="ProductionLatency">Production's latency of the copies that were answered.</param>
/// <param name="ShadowLatency">The shadow's latency of the same copies.</param>
public sealed record ShadowMetrics(
    string Mapping,
    long Offered,
    IReadOnlyList<long> Outcomes,
    IReadOnlyDictionary<int, long> Statuses,
    LatencySummary ProductionLatency,
    LatencySummary ShadowLatency)
{
    /// <summary>
    /// What came of comparing replies with production's, indexed by <see cref="ComparisonOutcome"/>. Their sum is the number of copies with comparison
    /// on that were sent.
    /// </summary>
    public IReadOnlyList<long> Comparisons { get; init; } = new long[ComparisonOutcomes.Count];

    /// <summary>Copies that have no outcome yet: offered minus the sum of outcomes. 0 once traffic has settled.</summary>
    public long UnderWay => Offered - Outcomes.Sum();

    /// <summary>The distribution that <see cref="ProductionLatency"/> sums up.</summary>
    public HistogramCounts ProductionHistogram { get; init; } = HistogramCounts.Empty;

    /// <summary>The distribution that <see cref="ShadowLatency"/> sums up.</summary>
    public HistogramCounts ShadowHistogram { get; init; } = HistogramCounts.Empty;
}

/// <summary>Counters of one production Mapping.</summary>
/// <param name="Mapping">Its name.</param>
/// <param name="Requests">Requests that went to it.</param>
/// <param name="Failed">Those of them that the proxy had to answer itself (503, 504 ...).</param>
/// <param name="Statuses">Count by status code.</param>
/// <param name="Latency">From arrival to the head of the reply.</param>
public sealed record ProductionMetrics(
    string Mapping, long Requests, long Failed, IReadOnlyDictionary<int, long> Statuses, LatencySummary Latency)
{
    /// <summary>The distribution that <see cref="Latency"/> sums up.</summary>
    public HistogramCounts Histogram { get; init; } = HistogramCounts.Empty;
}
