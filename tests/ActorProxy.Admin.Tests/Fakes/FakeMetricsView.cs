using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Tests.Fakes;

/// <summary>Metrics that the test writes.</summary>
public sealed class FakeMetricsView : IMetricsView
{
    public static readonly LatencySummary NoLatency =
        new(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    public MetricsReport Report { get; set; } = Sample();

    /// <summary>Nobody gets a report before it is over.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public MetricsReport Read()
    {
        Held.Wait();
        return Report;
    }

    public static MetricsReport Sample()
    {
        var here = new MetricsTotals(
            [Shadow("checkout-shadow", 600, (CopyOutcome.SampledOut, 100), (CopyOutcome.Answered, 490), (CopyOutcome.TimedOut, 7))],
            [new ProductionMetrics("checkout", 600, 2, new Dictionary<int, long> { [503] = 2, [200] = 598 }, Latency(600, 2))]);
        var there = new MetricsTotals([Shadow("checkout-shadow", 634, (CopyOutcome.Answered, 634))], []);
        var sum = new MetricsTotals(
            [Shadow("checkout-shadow", 1234, (CopyOutcome.SampledOut, 100), (CopyOutcome.Answered, 1124), (CopyOutcome.TimedOut, 7))],
            here.Productions);
        return new MetricsReport(
            [
                new NodeMetrics(FakeClusterView.Self, ["edge"], "live", TimeSpan.Zero, here),
                new NodeMetrics("akka.tcp://actorproxy@127.0.0.1:4054", ["edge", "shadow"], "departed", TimeSpan.FromSeconds(61), there),
            ],
            sum,
            TimeSpan.FromMilliseconds(812.3456));
    }

    public static ShadowMetrics Shadow(string name, long offered, params (CopyOutcome Outcome, long Count)[] counts)
    {
        var outcomes = new long[CopyOutcomes.Count];
        foreach (var (outcome, count) in counts)
            outcomes[(int)outcome] = count;

        var answered = outcomes[(int)CopyOutcome.Answered];
        return new ShadowMetrics(
            name, offered, outcomes, new Dictionary<int, long> { [500] = 4, [200] = answered - 4 }, Latency(answered, 2), Latency(answered, 5));
    }

    public static LatencySummary Latency(long count, double milliseconds) => new(
        count,
        TimeSpan.FromMilliseconds(milliseconds),
        TimeSpan.FromMilliseconds(milliseconds),
        TimeSpan.FromMilliseconds(milliseconds * 2),
        TimeSpan.FromMilliseconds(milliseconds * 3),
        TimeSpan.FromMilliseconds(milliseconds * 4),
        TimeSpan.FromMilliseconds(milliseconds * 5));
}
