using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Diagnostics.Live;

/// <summary>Makes a short history of readings of the counters. Not safe for several threads at a time.</summary>
internal sealed class MetricsHistory
{
    /// <summary>Length of a point: shorter ones would hold too few requests for a p99.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>How long points are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Readings further apart than this have nothing to do with each other: nobody looked in between.</summary>
    private static readonly TimeSpan LongestGap = 3 * Step;

    private static readonly MetricsTotals Nothing = new([], []);

    private readonly Queue<HistoryPoint> _points = new();
    private readonly Queue<Reading> _recent = new();
    private Reading? _lastStep;

    /// <summary>The points, oldest first.</summary>
    public IReadOnlyList<HistoryPoint> Points => [.. _points];

    /// <summary>Takes a reading in.</summary>
    /// <param name="at">When it was made; later than all before it.</param>
    /// <param name="totals">The counters.</param>
    /// <returns>What happened in the last seconds.</returns>
    public RecentWindow Add(DateTimeOffset at, MetricsTotals totals)
    {
        var reading = new Reading(at, totals);
        if (_lastStep is { } last && at - last.At > LongestGap)
        {
            _lastStep = null;
            _recent.Clear();
        }

        if (_lastStep is null)
            _lastStep = reading;
        else if (at - _lastStep.At >= Step)
            CloseStep(_lastStep, reading);

        while (_points.TryPeek(out var oldest) && at - oldest.At > Kept)
            _points.Dequeue();
        return Window(reading);
    }

    private RecentWindow Window(Reading reading)
    {
        _recent.Enqueue(reading);
        while (reading.At - _recent.Peek().At > Step)
            _recent.Dequeue();
        var from = _recent.Peek();
        return ReferenceEquals(from, reading)
            ? new RecentWindow(Nothing, reading.Totals, TimeSpan.Zero)
            : new RecentWindow(from.Totals, reading.Totals, reading.At - from.At);
    }

    private void CloseStep(Reading from, Reading to)
    {
        var before = from.Totals.Shadows.ToDictionary(shadow => shadow.Mapping);
        var latencies = new Dictionary<string, LatencyPair>();
        foreach (var shadow in to.Totals.Shadows)
        {
            var earlier = before.GetValueOrDefault(shadow.Mapping);
            var pair = new LatencyPair(
                shadow.ProductionHistogram.Since(earlier?.ProductionHistogram ?? HistogramCounts.Empty).Summarise(),
                shadow.ShadowHistogram.Since(earlier?.ShadowHistogram ?? HistogramCounts.Empty).Summarise());
            if (pair.Shadow.Count > 0)
                latencies.Add(shadow.Mapping, pair);
        }

        _points.Enqueue(new HistoryPoint(to.At, latencies));
        _lastStep = to;
    }

    private sealed record Reading(DateTimeOffset At, MetricsTotals Totals);
}
