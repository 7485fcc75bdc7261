using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using FsCheck;
using FsCheck.Fluent;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Counters of any value, for properties of their sums.</summary>
internal static class AnyCounts
{
    public static Gen<HistogramCounts> Histogram { get; } =
        from buckets in Gen.Choose(0, LatencyHistogram.BucketCount - 1).ListOf()
        from count in Gen.Choose(1, 1000)
        select new HistogramCounts(
            new SortedDictionary<int, long>(buckets.Distinct().ToDictionary(b => b, b => (long)count)),
            buckets.Distinct().Sum(b => (long)LatencyHistogram.MiddleOf(b) * count));

    public static Gen<IReadOnlyDictionary<int, long>> Statuses { get; } =
        from codes in Gen.Choose(100, 599).ListOf()
        from count in Gen.Choose(1, 1000)
        select (IReadOnlyDictionary<int, long>)new SortedDictionary<int, long>(codes.Distinct().ToDictionary(c => c, _ => (long)count));

    public static Gen<ShadowCounts> Shadow { get; } =
        from underWay in Gen.Choose(0, 100)
        from outcomes in Gen.Choose(0, 1000).Select(n => (long)n).ArrayOf(CopyOutcomes.Count)
        from statuses in Statuses
        from production in Histogram
        from shadow in Histogram
        from comparisons in Gen.Choose(0, 1000).Select(n => (long)n).ArrayOf(ComparisonOutcomes.Count)
        select new ShadowCounts(outcomes.Sum() + underWay, outcomes, statuses, production, shadow) { Comparisons = comparisons };

    public static Gen<ProductionCounts> Production { get; } =
        from requests in Gen.Choose(0, 1000)
        from failed in Gen.Choose(0, 1000)
        from statuses in Statuses
        from latency in Histogram
        select new ProductionCounts(requests, failed, statuses, latency);

    public static Gen<NodeCounts> Node { get; } =
        from shadows in Named(Shadow)
        from productions in Named(Production)
        from comparisons in Named(AnyComparison.Counts)
        select new NodeCounts(shadows, productions) { Comparisons = comparisons };

    /// <summary>Whether both hold the same counters, whatever the order and type of their collections.</summary>
    public static void AssertSame(NodeCounts expected, NodeCounts actual)
    {
        Assert.Equal(expected.Shadows.Keys.Order(), actual.Shadows.Keys.Order());
        foreach (var (name, shadow) in expected.Shadows) AssertSame(shadow, actual.Shadows[name]);
        Assert.Equal(expected.Productions.Keys.Order(), actual.Productions.Keys.Order());
        foreach (var (name, production) in expected.Productions) AssertSame(production, actual.Productions[name]);
        Assert.Equal(expected.Comparisons.Keys.Order(), actual.Comparisons.Keys.Order());
        foreach (var (name, comparison) in expected.Comparisons) Assert.Equal(AnyComparison.Text(comparison), AnyComparison.Text(actual.Comparisons[name]));
    }

    public static void AssertSame(ShadowCounts expected, ShadowCounts actual)
    {
        Assert.Equal(expected.Offered, actual.Offered);
        Assert.Equal(expected.Outcomes, actual.Outcomes);
        Assert.Equal(expected.Comparisons, actual.Comparisons);
        Assert.Equal(expected.Statuses.OrderBy(s => s.Key), actual.Statuses.OrderBy(s => s.Key));
        AssertSame(expected.ProductionLatency, actual.ProductionLatency);
        AssertSame(expected.ShadowLatency, actual.ShadowLatency);
    }

    public static void AssertSame(ProductionCounts expected, ProductionCounts actual)
    {
        Assert.Equal((expected.Requests, expected.Failed), (actual.Requests, actual.Failed));
        Assert.Equal(expected.Statuses.OrderBy(s => s.Key), actual.Statuses.OrderBy(s => s.Key));
        AssertSame(expected.Latency, actual.Latency);
    }

    public static void AssertSame(HistogramCounts expected, HistogramCounts actual)
    {
        Assert.Equal(expected.SumMicroseconds, actual.SumMicroseconds);
        Assert.Equal(expected.Buckets.OrderBy(b => b.Key), actual.Buckets.OrderBy(b => b.Key));
    }

    private static Gen<Dictionary<string, T>> Named<T>(Gen<T> any) =>
        from names in Gen.SubListOf("a", "b", "c.other")
        from values in any.ArrayOf(names.Count)
        select names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
}
