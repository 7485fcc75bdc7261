using System.Numerics;

namespace ActorProxy.Shadowing.Accounting;

/// <summary>
/// A latency histogram with fixed log-linear buckets: 32 to an octave, so a value is known within 3 %. Recording is one atomic increment;
/// merging is addition, so quantiles of a whole cluster are as good as those of a node.
/// </summary>
public sealed class LatencyHistogram
{
    /// <summary>Number of buckets; the last one holds everything from about 71 minutes up.</summary>
    public const int BucketCount = SubBuckets * (Octaves + 1);

    private const int SubBits = 5;
    private const int SubBuckets = 1 << SubBits;
    private const int Octaves = 27;

    private readonly long[] _buckets = new long[BucketCount];
    private long _sumMicroseconds;

    /// <summary>Records one value; negative ones count as zero.</summary>
    public void Record(TimeSpan value) => RecordMicroseconds(value.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Records one value in microseconds; negative ones count as zero.</summary>
    public void RecordMicroseconds(long value)
    {
        value = Math.Max(0, value);
        Interlocked.Increment(ref _buckets[BucketOf(value)]);
        Interlocked.Add(ref _sumMicroseconds, value);
    }

    /// <summary>The counts as of now. Values recorded meanwhile may or may not be in it; nothing is ever lost.</summary>
    public HistogramCounts Read()
    {
        var counts = new SortedDictionary<int, long>();
        for (var i = 0; i < _buckets.Length; i++)
        {
            var n = Interlocked.Read(ref _buckets[i]);
            if (n != 0) counts[i] = n;
        }

        return new HistogramCounts(counts, Interlocked.Read(ref _sumMicroseconds));
    }

    /// <summary>The bucket of a value in microseconds.</summary>
    internal static int BucketOf(long microseconds)
    {
        if (microseconds < SubBuckets) return (int)microseconds;
        var octave = BitOperations.Log2((ulong)microseconds) - SubBits;
        if (octave >= Octaves) return BucketCount - 1;
        return ((octave + 1) << SubBits) + (int)(microseconds >> octave) - SubBuckets;
    }

    /// <summary>The middle of a bucket, in microseconds.</summary>
    internal static double MiddleOf(int bucket)
    {
        if (bucket < SubBuckets) return bucket;
        var octave = (bucket >> SubBits) - 1;
        var lower = (long)((bucket & (SubBuckets - 1)) + SubBuckets) << octave;
        return lower + (((1L << octave) - 1) / 2.0);
    }
}
