using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /api/metrics</c>: the whole cluster's counters, as this node holds them.</summary>
/// <param name="Cluster">The sum over all nodes that ever lived.</param>
/// <param name="Nodes">Each node's part, this node first.</param>
/// <param name="NodesHeld">How many nodes' snapshots are held, departed ones included.</param>
/// <param name="OldestAgeMs">Age of the oldest snapshot of a living node, in milliseconds.</param>
public sealed record MetricsResponse(TotalsResponse Cluster, IReadOnlyList<NodeMetricsResponse> Nodes, int NodesHeld, double OldestAgeMs);

/// <summary>Counters by Mapping.</summary>
/// <param name="Shadows">Shadow Mappings, by name; also those that nothing was counted for yet.</param>
/// <param name="Productions">Production Mappings, by name; also those that nothing was counted for yet.</param>
public sealed record TotalsResponse(IReadOnlyList<ShadowMetricsResponse> Shadows, IReadOnlyList<ProductionMetricsResponse> Productions);

/// <summary>One node's part.</summary>
/// <param name="Address">Its cluster address.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="State"><c>live</c> or <c>departed</c>.</param>
/// <param name="AgeMs">How old its snapshot is, in milliseconds.</param>
/// <param name="Shadows">Its counters of shadow Mappings.</param>
/// <param name="Productions">Its counters of production Mappings.</param>
public sealed record NodeMetricsResponse(
    string Address,
    IReadOnlyList<string> Roles,
    string State,
    double AgeMs,
    IReadOnlyList<ShadowMetricsResponse> Shadows,
    IReadOnlyList<ProductionMetricsResponse> Productions);

/// <summary>Counters of one shadow Mapping.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offered">Production requests that matched a group with this shadow.</param>
/// <param name="Outcomes">Count for every outcome of the closed list, zeros included.</param>
/// <param name="UnderWay">Offered minus the sum of outcomes; 0 once traffic has settled.</param>
/// <param name="Statuses">Answered copies by status code.</param>
/// <param name="ProductionLatencyMs">Production's latency of the answered copies.</param>
/// <param name="ShadowLatencyMs">The shadow's latency of the same copies.</param>
/// <param name="ConfiguredWeight">The weight of the resources in percent; null when the Mapping is no longer in them.</param>
/// <param name="EffectiveWeight">The weight in force in percent, pauses not considered; null likewise.</param>
/// <param name="Paused">Whether copying is paused, by itself or by the master switch.</param>
public sealed record ShadowMetricsResponse(
    string Name,
    long Offered,
    IReadOnlyDictionary<string, long> Outcomes,
    long UnderWay,
    IReadOnlyDictionary<int, long> Statuses,
    LatencyResponse ProductionLatencyMs,
    LatencyResponse ShadowLatencyMs,
    double? ConfiguredWeight,
    double? EffectiveWeight,
    bool Paused)
{
    /// <summary>What came of comparing replies, for every comparison outcome; all zero without a policy's <c>compare</c>.</summary>
    public IReadOnlyDictionary<string, long> Comparisons { get; init; } = new Dictionary<string, long>();
}

/// <summary>Counters of one production Mapping.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Requests">Requests that went to it.</param>
/// <param name="Failed">Those of them that the proxy answered itself (503, 504 ...).</param>
/// <param name="Statuses">Count by status code.</param>
/// <param name="LatencyMs">From arrival to the head of the reply.</param>
public sealed record ProductionMetricsResponse(
    string Name, long Requests, long Failed, IReadOnlyDictionary<int, long> Statuses, LatencyResponse LatencyMs);

/// <summary>A latency distribution, in milliseconds; all zero when nothing was recorded.</summary>
/// <param name="Count">Recorded values.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">Largest value.</param>
public sealed record LatencyResponse(long Count, double Mean, double P50, double P95, double P99, double P999, double Max)
{
    internal static LatencyResponse From(LatencySummary summary) => new(
        summary.Count, Ms(summary.Mean), Ms(summary.P50), Ms(summary.P95), Ms(summary.P99), Ms(summary.P999), Ms(summary.Max));

    // A microsecond is finer than the histogram's buckets.
    private static double Ms(TimeSpan value) => Math.Round(value.TotalMilliseconds, 3);
}
