using ActorProxy.Shadowing.Accounting;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ActorProxy.Shadowing.Tests.Accounting;

[Properties(Arbitrary = [typeof(LatencyHistogramTests)])]
public sealed class LatencyHistogramTests
{
    private const double Precision = 1 / 64.0;

    /// <summary>Latencies of all magnitudes, in microseconds.</summary>
    public static Arbitrary<Latency> Latencies() =>
        (from bits in Gen.Choose(0, 31) from low in Gen.Choose(0, int.MaxValue) select new Latency((1L << bits) | (low & ((1L << bits) - 1)))).ToArbitrary();

    public sealed record Latency(long Microseconds);

    [Property(MaxTest = 1000)]
    public void MiddleOf_theBucketOfAValue_isWithinThreePercentOfIt(Latency latency)
    {
        var middle = LatencyHistogram.MiddleOf(LatencyHistogram.BucketOf(latency.Microseconds));

        Assert.InRange(middle, latency.Microseconds * (1 - Precision), latency.Microseconds * (1 + Precision));
    }

    [Property(MaxTest = 1000)]
    public bool BucketOf_growsWithTheValue(Latency a, Latency b) =>
        a.Microseconds <= b.Microseconds == LatencyHistogram.BucketOf(a.Microseconds) <= LatencyHistogram.BucketOf(b.Microseconds)
        || LatencyHistogram.BucketOf(a.Microseconds) == LatencyHistogram.BucketOf(b.Microseconds);

    [Fact]
    public void BucketOf_smallValues_isExact()
    {
        for (var value = 0; value < 64; value++) Assert.Equal(value, LatencyHistogram.MiddleOf(LatencyHistogram.BucketOf(value)));
    }

    [Fact]
    public void BucketOf_consecutiveValues_leavesNoBucketOutAndNoneTwice()
    {
        var last = -1;
        for (var value = 0; value < 1 << 14; value++)
        {
            var bucket = LatencyHistogram.BucketOf(value);
            Assert.InRange(bucket, last, last + 1);
            last = bucket;
        }
    }

    [Theory]
    [InlineData(1L << 32)]
    [InlineData(long.MaxValue)]
    public void BucketOf_valuesBeyondTheRange_isTheLast(long microseconds) =>
        Assert.Equal(LatencyHistogram.BucketCount - 1, LatencyHistogram.BucketOf(microseconds));

    [Fact]
    public void Record_ofANegativeValue_countsAsZero()
    {
        var histogram = new LatencyHistogram();

        histogram.Record(TimeSpan.FromSeconds(-1));

        Assert.Equal(new Dictionary<int, long> { [0] = 1 }, histogram.Read().Buckets);
        Assert.Equal(0, histogram.Read().SumMicroseconds);
    }

    [Property]
    public void Summarise_givesTheQuantilesOfTheSortedValues(NonEmptyArray<Latency> latencies)
    {
        var histogram = new LatencyHistogram();
        var sorted = latencies.Get.Select(l => l.Microseconds).Order().ToArray();
        foreach (var latency in latencies.Get) histogram.RecordMicroseconds(latency.Microseconds);

        var summary = histogram.Read().Summarise();

        Assert.Equal(sorted.Length, summary.Count);
        AssertNear(sorted.Average(), summary.Mean);
        AssertNear(Exact(0.5), summary.P50);
        AssertNear(Exact(0.95), summary.P95);
        AssertNear(Exact(0.99), summary.P99);
        AssertNear(Exact(0.999), summary.P999);
        AssertNear(sorted[^1], summary.Max);

        double Exact(double q) => sorted[(int)Math.Ceiling(q * sorted.Length) - 1];
    }

    [Fact]
    public async Task Record_onManyThreads_losesNothing()
    {
        var histogram = new LatencyHistogram();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++) histogram.RecordMicroseconds(i % 1000);
        })));

        var read = histogram.Read();
        Assert.Equal(200_000, read.Buckets.Values.Sum());
        Assert.Equal(4L * 50 * 999 * 1000 / 2, read.SumMicroseconds);
    }

    [Fact]
    public void Record_allocatesNothing()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMilliseconds(1));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++) histogram.Record(TimeSpan.FromMilliseconds(i));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertNear(double microseconds, TimeSpan actual) =>
        Assert.InRange(actual.TotalMicroseconds, (microseconds * (1 - Precision)) - 0.1, (microseconds * (1 + Precision)) + 0.1);
}
