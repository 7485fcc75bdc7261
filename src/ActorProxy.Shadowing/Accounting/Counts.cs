using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Accounting;

/// <summary>Counters of one production Mapping at one moment; addable.</summary>
internal sealed record ProductionCounts(long Requests, long Failed, IReadOnlyDictionary<int, long> Statuses, HistogramCounts Latency)
{
    public static ProductionCounts Zero { get; } = new(0, 0, new SortedDictionary<int, long>(), HistogramCounts.Empty);

    public ProductionCounts Add(ProductionCounts other) => new(
        Requests + other.Requests, Failed + other.Failed, CountsByStatus.Add(Statuses, other.Statuses), Latency.Add(other.Latency));

    public ProductionMetrics ToMetrics(string mapping) => new(mapping, Requests, Failed, Statuses, Latency.Summarise()) { Histogram = Latency };
}

/// <summary>Counters of one shadow Mapping at one moment; addable.</summary>
internal sealed record ShadowCounts(
    long Offered, IReadOnlyList<long> Outcomes, IReadOnlyDictionary<int, long> Statuses, HistogramCounts ProductionLatency, HistogramCounts ShadowLatency)
{
    public static ShadowCounts Zero { get; } =
        new(0, new long[CopyOutcomes.Count], new SortedDictionary<int, long>(), HistogramCounts.Empty, HistogramCounts.Empty);

    /// <summary>What came of comparing replies, indexed by <see cref="ComparisonOutcome"/>.</summary>
    public IReadOnlyList<long> Comparisons { get; init; } = new long[ComparisonOutcomes.Count];

    /// <summary>Copies without an outcome.</summary>
    public long UnderWay => Offered - Outcomes.Sum();

    public ShadowCounts Add(ShadowCounts other) => new(
        Offered + other.Offered,
        [.. Outcomes.Zip(other.Outcomes, (a, b) => a + b)],
        CountsByStatus.Add(Statuses, other.Statuses),
        ProductionLatency.Add(other.ProductionLatency),
        ShadowLatency.Add(other.ShadowLatency))
    {
        Comparisons = [.. Comparisons.Zip(other.Comparisons, (a, b) => a + b)],
    };

    /// <summary>The same with everything under way ended as <see cref="CopyOutcome.Unconfirmed"/>: the edge that waited for it is gone.</summary>
    public ShadowCounts Closed()
    {
        if (UnderWay == 0) return this;
        var outcomes = Outcomes.ToArray();
        outcomes[(int)CopyOutcome.Unconfirmed] += UnderWay;
        return this with { Outcomes = outcomes };
    }

    public ShadowMetrics ToMetrics(string mapping) =>
        new(mapping, Offered, Outcomes, Statuses, ProductionLatency.Summarise(), ShadowLatency.Summarise())
        {
            Comparisons = Comparisons,
            ProductionHistogram = ProductionLatency,
            ShadowHistogram = ShadowLatency,
        };
}

/// <summary>All counters of one node (or a sum of nodes) at one moment; addable.</summary>
internal sealed record NodeCounts(IReadOnlyDictionary<string, ShadowCounts> Shadows, IReadOnlyDictionary<string, ProductionCounts> Productions)
{
    public static NodeCounts Zero { get; } = new(new Dictionary<string, ShadowCounts>(), new Dictionary<string, ProductionCounts>());

    /// <summary>What was compared, by shadow Mapping; counted by dispatchers.</summary>
    public IReadOnlyDictionary<string, ComparisonCounts> Comparisons { get; init; } = new Dictionary<string, ComparisonCounts>();

    public NodeCounts Add(NodeCounts other) =>
        new(Sum(Shadows, other.Shadows, (a, b) => a.Add(b)), Sum(Productions, other.Productions, (a, b) => a.Add(b)))
        {
            Comparisons = Sum(Comparisons, other.Comparisons, (a, b) => a.Add(b)),
        };

    /// <summary>The same with every shadow's copies under way closed; see <see cref="ShadowCounts.Closed"/>.</summary>
    public NodeCounts Closed() => this with { Shadows = Shadows.ToDictionary(s => s.Key, s => s.Value.Closed()) };

    public MetricsTotals ToTotals() => new(
        [.. Shadows.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value.ToMetrics(s.Key))],
        [.. Productions.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value.ToMetrics(p.Key))]);

    private static Dictionary<string, T> Sum<T>(IReadOnlyDictionary<string, T> a, IReadOnlyDictionary<string, T> b, Func<T, T, T> add)
    {
        var sum = new Dictionary<string, T>(a);
        foreach (var (name, counts) in b) sum[name] = sum.TryGetValue(name, out var held) ? add(held, counts) : counts;
        return sum;
    }
}

file static class CountsByStatus
{
    public static IReadOnlyDictionary<int, long> Add(IReadOnlyDictionary<int, long> a, IReadOnlyDictionary<int, long> b)
    {
        if (a.Count == 0) return b;
        if (b.Count == 0) return a;
        var sum = new SortedDictionary<int, long>();
        foreach (var (code, n) in a) sum[code] = n;
        foreach (var (code, n) in b) sum[code] = sum.GetValueOrDefault(code) + n;
        return sum;
    }
}
