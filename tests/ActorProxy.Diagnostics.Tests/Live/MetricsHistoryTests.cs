using ActorProxy.Admin.Diagnostics.Live;
using ActorProxy.Diagnostics.Tests.Support;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Diagnostics.Tests.Live;

public sealed class MetricsHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly MetricsHistory _history = new();

    [Fact]
    public void A_point_holds_what_happened_since_the_one_before()
    {
        var early = Recorded(TimeSpan.FromMilliseconds(1), 100);
        var late = Recorded(TimeSpan.FromMilliseconds(1), 100, TimeSpan.FromMilliseconds(50), 10);
        _history.Add(Start, Totals(early));
        _history.Add(Start.AddSeconds(5), Totals(late));

        var latency = Assert.Single(_history.Points).Latencies["s"].Shadow;
        Assert.Equal(10, latency.Count);
        Assert.InRange(latency.P50.TotalMilliseconds, 48, 52);
    }

    [Fact]
    public void Rates_are_over_the_last_seconds()
    {
        RecentWindow window = null!;
        for (var second = 0; second <= 20; second++)
            window = _history.Add(Start.AddSeconds(second), Totals(Recorded(TimeSpan.FromMilliseconds(1), 10 * second)));

        Assert.Equal(5, window.Length.TotalSeconds);
        Assert.Equal(10, window.OfferedPerSecondOf("s")!.Value, 3);
    }

    [Fact]
    public void The_first_reading_has_no_rate() => Assert.Null(_history.Add(Start, Totals(HistogramCounts.Empty)).RequestsPerSecond);

    [Fact]
    public void Time_in_which_nobody_looked_is_no_point()
    {
        _history.Add(Start, Totals(Recorded(TimeSpan.FromMilliseconds(1), 100)));
        var window = _history.Add(Start.AddMinutes(3), Totals(Recorded(TimeSpan.FromMilliseconds(1), 90_000)));

        Assert.Empty(_history.Points);
        Assert.Null(window.OfferedPerSecondOf("s"));
    }

    [Fact]
    public void Points_older_than_ten_minutes_go()
    {
        for (var second = 0; second <= 1200; second += 5)
            _history.Add(Start.AddSeconds(second), Totals(Recorded(TimeSpan.FromMilliseconds(1), second + 1)));

        Assert.InRange(_history.Points.Count, 119, 121);
        Assert.True(Start.AddSeconds(1200) - _history.Points[0].At <= MetricsHistory.Kept);
    }

    private static HistogramCounts Recorded(TimeSpan value, int count, TimeSpan more = default, int moreCount = 0)
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < count; i++) histogram.Record(value);
        for (var i = 0; i < moreCount; i++) histogram.Record(more);
        return histogram.Read();
    }

    private static MetricsTotals Totals(HistogramCounts latencies)
    {
        var outcomes = SampleFigures.Counts((CopyOutcome.Answered, latencies.Buckets.Values.Sum()));
        var summary = latencies.Summarise();
        return new MetricsTotals(
            [
                new ShadowMetrics("s", outcomes.Sum(), outcomes, new Dictionary<int, long>(), summary, summary)
                {
                    ProductionHistogram = latencies, ShadowHistogram = latencies,
                },
            ],
            []);
    }
}
