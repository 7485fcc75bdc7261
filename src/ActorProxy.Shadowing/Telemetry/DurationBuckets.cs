using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>Durations counted in the few buckets that are exported.</summary>
/// <param name="Counts">Durations up to each of <see cref="Bounds"/> and, last, all of them: cumulative.</param>
/// <param name="SumSeconds">Sum of all durations, in seconds.</param>
public sealed record DurationBuckets(IReadOnlyList<long> Counts, double SumSeconds)
{
    private static readonly double[] Seconds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30];

    /// <summary>
    /// Upper bounds in seconds: those that OpenTelemetry's conventions advise for HTTP, with three below for a proxy's neighbours and one above for
    /// time-outs.
    /// </summary>
    public static IReadOnlyList<double> Bounds => Seconds;

    /// <summary>
    /// Counts a histogram's fine buckets in these. One that spans a bound goes to where its middle lies, so each bound holds within 2 %. Count and
    /// sum are exact.
    /// </summary>
    public static DurationBuckets Of(HistogramCounts fine)
    {
        var counts = new long[Seconds.Length + 1];
        foreach (var (bucket, count) in fine.Buckets)
        {
            var at = Array.BinarySearch(Seconds, LatencyHistogram.MiddleOf(bucket) / 1e6);
            counts[at < 0 ? ~at : at] += count;
        }

        for (var i = 1; i < counts.Length; i++) counts[i] += counts[i - 1];
        return new DurationBuckets(counts, fine.SumMicroseconds / 1e6);
    }
}
