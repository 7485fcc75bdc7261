using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Statistics;

namespace ActorProxy.Shadowing.Reporting;

/// <summary>How the latencies of two services differ on the same requests.</summary>
/// <param name="Count">Requests that both answered.</param>
/// <param name="DeltaMs">The second's latency minus the first's, in milliseconds; negative where the second was faster.</param>
/// <param name="Ratio">The second's latency divided by the first's.</param>
public sealed record PairedLatency(long Count, IReadOnlyList<QuantileEstimate> DeltaMs, IReadOnlyList<QuantileEstimate> Ratio)
{
    private static readonly double[] Quantiles = [0.05, 0.5, 0.95, 0.99];

    /// <summary>Summarises what was counted.</summary>
    public static PairedLatency Of(LatencyPairs pairs)
    {
        var deltas = pairs.Faster.Buckets.OrderByDescending(b => b.Key).Select(b => (Value: -Milliseconds(b.Key), Count: b.Value))
            .Concat(pairs.Slower.Buckets.OrderBy(b => b.Key).Select(b => (Value: Milliseconds(b.Key), Count: b.Value)));
        var ratios = pairs.Ratio.Buckets.OrderBy(b => b.Key).Select(b => (Value: LatencyHistogram.MiddleOf(b.Key) / 1000, Count: b.Value));
        return new PairedLatency(pairs.Ratio.Buckets.Values.Sum(), Estimates([.. deltas]), Estimates([.. ratios]));
    }

    private static double Milliseconds(int bucket) => LatencyHistogram.MiddleOf(bucket) / 1000;

    private static QuantileEstimate[] Estimates((double Value, long Count)[] ascending)
    {
        var n = ascending.Sum(a => a.Count);
        return [.. Quantiles.Select(q => Estimate(ascending, n, q))];
    }

    // The ranks between which a quantile lies are binomial, whatever the shape of the distribution.
    private static QuantileEstimate Estimate((double Value, long Count)[] ascending, long n, double q)
    {
        if (n == 0) return new QuantileEstimate(q, 0, null, null);
        var half = Interval.Z95 * Math.Sqrt(n * q * (1 - q));
        var low = (long)Math.Floor((n * q) - half);
        var high = (long)Math.Ceiling((n * q) + half) + 1;
        return new QuantileEstimate(
            q, AtRank(ascending, (long)Math.Ceiling(n * q)), low < 1 ? null : AtRank(ascending, low), high > n ? null : AtRank(ascending, high));
    }

    private static double AtRank((double Value, long Count)[] ascending, long rank)
    {
        foreach (var (value, count) in ascending)
        {
            rank -= count;
            if (rank <= 0) return Math.Round(value, 3);
        }

        return Math.Round(ascending[^1].Value, 3);
    }
}
