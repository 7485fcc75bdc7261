using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Comparing.Statistics;

/// <summary>Quantiles of a histogram with the interval that the number of values allows.</summary>
internal static class HistogramQuantile
{
    /// <summary>
    /// The interval of a quantile, from the ranks between which it lies (binomial); it needs no assumption about the shape of the distribution. Null
    /// when there are too few values to bound it on both sides.
    /// </summary>
    /// <param name="counts">The histogram.</param>
    /// <param name="q">The quantile, between 0 and 1.</param>
    /// <param name="z">Standard deviations.</param>
    public static Interval? Of(HistogramCounts counts, double q, double z = Interval.Z95)
    {
        var n = counts.Buckets.Values.Sum();
        var half = z * Math.Sqrt(n * q * (1 - q));
        var low = Math.Floor((n * q) - half);
        var high = Math.Ceiling((n * q) + half) + 1;
        return low < 1 || high > n ? null : new Interval(AtRank(counts, (long)low), AtRank(counts, (long)high));
    }

    private static double AtRank(HistogramCounts counts, long rank)
    {
        foreach (var (bucket, n) in counts.Buckets.OrderBy(b => b.Key))
        {
            rank -= n;
            if (rank <= 0) return LatencyHistogram.MiddleOf(bucket);
        }

        throw new ArgumentOutOfRangeException(nameof(rank), "there are fewer values than that");
    }
}
