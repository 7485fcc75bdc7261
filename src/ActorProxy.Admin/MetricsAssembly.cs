using ActorProxy.Admin.Api;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Admin;

/// <summary>Joins the counters with the table and the control in force, so that an answer says what was counted and under which weight.</summary>
internal sealed class MetricsAssembly(RouteTable table, ControlState control)
{
    private static readonly LatencySummary NoLatency =
        new(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    private static readonly Dictionary<int, long> NoStatuses = [];

    public MetricsResponse Assemble(MetricsReport report)
    {
        var cluster = Complete(report.Cluster);
        return new MetricsResponse(
            new TotalsResponse([.. cluster.Shadows.Select(Describe)], [.. cluster.Productions.Select(Describe)]),
            [.. report.Nodes.Select(Describe)],
            report.Nodes.Count,
            Math.Round(report.OldestAge.TotalMilliseconds, 3));
    }

    /// <summary>Adds the Mappings that are in the table and have counted nothing yet: a zero says more than an absence.</summary>
    public MetricsTotals Complete(MetricsTotals counted)
    {
        var shadows = table.Shadows.Keys
            .Except(counted.Shadows.Select(shadow => shadow.Mapping))
            .Select(name => new ShadowMetrics(name, 0, new long[CopyOutcomes.Count], NoStatuses, NoLatency, NoLatency));
        var productions = table.Groups.SelectMany(group => group.Productions).Select(production => production.Name).Distinct()
            .Except(counted.Productions.Select(production => production.Mapping))
            .Select(name => new ProductionMetrics(name, 0, 0, NoStatuses, NoLatency));
        return new MetricsTotals(
            [.. counted.Shadows.Concat(shadows).OrderBy(shadow => shadow.Mapping, StringComparer.Ordinal)],
            [.. counted.Productions.Concat(productions).OrderBy(production => production.Mapping, StringComparer.Ordinal)]);
    }

    private NodeMetricsResponse Describe(NodeMetrics node) => new(
        node.Address,
        node.Roles,
        node.State,
        Math.Round(node.Age.TotalMilliseconds, 3),
        [.. node.Totals.Shadows.Select(Describe)],
        [.. node.Totals.Productions.Select(Describe)]);

    private ShadowMetricsResponse Describe(ShadowMetrics shadow)
    {
        var configured = table.Shadows.TryGetValue(shadow.Mapping, out var route) ? route.Weight : (double?)null;
        return new ShadowMetricsResponse(
            shadow.Mapping,
            shadow.Offered,
            CopyOutcomes.All.ToDictionary(outcome => outcome.Name(), outcome => shadow.Outcomes[(int)outcome]),
            shadow.UnderWay,
            Sorted(shadow.Statuses),
            LatencyResponse.From(shadow.ProductionLatency),
            LatencyResponse.From(shadow.ShadowLatency),
            configured,
            configured is { } weight ? control.WeightOf(shadow.Mapping, weight) : null,
            control.IsPaused(shadow.Mapping))
        {
            Comparisons = ComparisonOutcomes.All.ToDictionary(outcome => outcome.Name(), outcome => shadow.Comparisons[(int)outcome]),
        };
    }

    private static ProductionMetricsResponse Describe(ProductionMetrics production) => new(
        production.Mapping,
        production.Requests,
        production.Failed,
        Sorted(production.Statuses),
        LatencyResponse.From(production.Latency));

    private static SortedDictionary<int, long> Sorted(IReadOnlyDictionary<int, long> statuses) => new(statuses.ToDictionary());
}
