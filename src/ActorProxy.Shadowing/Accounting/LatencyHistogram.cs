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

    // Made by the first value: of ten thousand Mappings most may never see one.
    private long[]? _buckets;
    private long _sumMicroseconds;

    /// <summary>Records one value; negative ones count as zero.</summary>
    public void Record(TimeSpan value) => RecordMicroseconds(value.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Records one value in microseconds; negative ones count as zero.</summary>
    public void RecordMicroseconds(long value)
    {
        value = Math.Max(0, value);
        Interlocked.Increment(ref (Volatile.Read(ref _buckets) ?? MakeBuckets())[BucketOf(value)]);
        Interlocked.Add(ref _sumMicroseconds, value);
    }

    /// <summary>The counts as of now. Values recorded meanwhile may or may not be in it; nothing is ever lost.</summary>
    public HistogramCounts Read()
    {
        if (Volatile.Read(ref _buckets) is not { } buckets) return HistogramCounts.Empty;
        var counts = new SortedDictionary<int, long>();
        for (var i = 0; i < buckets.Length; i++)
        {
            var n = Interlocked.Read(ref buckets[i]);
            if (n != 0) counts[i] = n;
        }

        return new HistogramCounts(counts, Interlocked.Read(ref _sumMicroseconds));
    }

    private long[] MakeBuckets()
    {
        var made = new long[BucketCount];
        return Interlocked.CompareExchange(ref _buckets, made, null) ?? made;
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
