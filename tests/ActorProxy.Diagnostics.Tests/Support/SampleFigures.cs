using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Diagnostics.Tests.Support;

/// <summary>Counters of a node that has seen some traffic.</summary>
internal static class SampleFigures
{
    public static readonly long[] Outcomes = Counts(
        (CopyOutcome.SampledOut, 9000), (CopyOutcome.DroppedBufferFull, 40), (CopyOutcome.TimedOut, 10), (CopyOutcome.Answered, 950));

    public static long[] Counts(params (CopyOutcome Outcome, long Count)[] counts)
    {
        var outcomes = new long[CopyOutcomes.Count];
        foreach (var (outcome, count) in counts)
            outcomes[(int)outcome] = count;
        return outcomes;
    }

    /// <summary>A shadow that takes five times as long as production.</summary>
    public static ShadowMetrics Shadow(string name, long[] outcomes)
    {
        var answered = outcomes[(int)CopyOutcome.Answered];
        var (production, shadow) = (Latencies(answered, 4), Latencies(answered, 20));
        var statuses = new Dictionary<int, long> { [200] = answered - (answered / 20), [500] = answered / 20 };
        return new ShadowMetrics(name, outcomes.Sum(), outcomes, statuses, production.Summarise(), shadow.Summarise())
        {
            ProductionHistogram = production,
            ShadowHistogram = shadow,
        };
    }

    public static MetricsReport Report(params ShadowMetrics[] shadows)
    {
        var requests = shadows.Sum(shadow => shadow.Offered);
        var production = Latencies(requests, 4);
        var statuses = new Dictionary<int, long> { [200] = requests - 3, [502] = 3 };
        var totals = new MetricsTotals(
            shadows, [new ProductionMetrics("checkout", requests, 3, statuses, production.Summarise()) { Histogram = production }]);
        var node = new NodeMetrics(FakeClusterView.Self, ["edge", "shadow"], "live", TimeSpan.Zero, totals);
        return new MetricsReport([node], totals, TimeSpan.FromSeconds(0.7));
    }

    private static HistogramCounts Latencies(long count, double milliseconds)
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < count; i++)
            histogram.Record(TimeSpan.FromMilliseconds(milliseconds * (0.5 + (i % 20 / 10.0))));
        return histogram.Read();
    }
}
