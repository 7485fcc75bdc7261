namespace ActorProxy.Shadowing.Accounting;

/// <summary>The content of a <see cref="LatencyHistogram"/> at one moment: sparse, immutable, addable.</summary>
/// <param name="Buckets">Count by bucket number, only those above zero.</param>
/// <param name="SumMicroseconds">Sum of all recorded values.</param>
public sealed record HistogramCounts(IReadOnlyDictionary<int, long> Buckets, long SumMicroseconds)
{
    /// <summary>Nothing recorded.</summary>
    public static HistogramCounts Empty { get; } = new(new SortedDictionary<int, long>(), 0);

    /// <summary>Both together.</summary>
    public HistogramCounts Add(HistogramCounts other)
    {
        if (Buckets.Count == 0) return other;
        if (other.Buckets.Count == 0) return this;
        var sum = new SortedDictionary<int, long>();
        foreach (var (bucket, n) in Buckets) sum[bucket] = n;
        foreach (var (bucket, n) in other.Buckets) sum[bucket] = sum.GetValueOrDefault(bucket) + n;
        return new HistogramCounts(sum, SumMicroseconds + other.SumMicroseconds);
    }

    /// <summary>What was recorded since an earlier reading of the same histogram.</summary>
    public HistogramCounts Since(HistogramCounts earlier)
    {
        if (earlier.Buckets.Count == 0) return this;
        var rest = new SortedDictionary<int, long>();
        foreach (var (bucket, n) in Buckets)
        {
            if (n > earlier.Buckets.GetValueOrDefault(bucket)) rest[bucket] = n - earlier.Buckets.GetValueOrDefault(bucket);
        }

        return new HistogramCounts(rest, Math.Max(0, SumMicroseconds - earlier.SumMicroseconds));
    }

    /// <summary>The middles of the buckets with what they hold, in rising order.</summary>
    public IEnumerable<(TimeSpan Value, long Count)> Values =>
        Buckets.OrderBy(b => b.Key).Select(b => (TimeSpan.FromMicroseconds(LatencyHistogram.MiddleOf(b.Key)), b.Value));

    /// <summary>Count, mean and quantiles.</summary>
    public LatencySummary Summarise()
    {
        var ordered = Buckets.OrderBy(b => b.Key).ToArray();
        var count = ordered.Sum(b => b.Value);
        if (count == 0) return LatencySummary.Empty;

        TimeSpan Quantile(double q)
        {
            var rank = (long)Math.Ceiling(q * count);
            foreach (var (bucket, n) in ordered)
            {
                rank -= n;
                if (rank <= 0) return TimeSpan.FromMicroseconds(LatencyHistogram.MiddleOf(bucket));
            }

            return TimeSpan.FromMicroseconds(LatencyHistogram.MiddleOf(ordered[^1].Key));
        }

        return new LatencySummary(
            count, TimeSpan.FromMicroseconds((double)SumMicroseconds / count), Quantile(0.5), Quantile(0.95), Quantile(0.99), Quantile(0.999), Quantile(1));
    }
}
