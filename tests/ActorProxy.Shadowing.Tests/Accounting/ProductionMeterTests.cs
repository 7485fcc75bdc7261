using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Tests.Accounting;

public sealed class ProductionMeterTests
{
    [Fact]
    public void Record_countsRequestsFailuresStatusesAndLatency()
    {
        var meter = new ProductionMeter();

        meter.Record(200, failed: false, TimeSpan.FromMilliseconds(1));
        meter.Record(200, failed: false, TimeSpan.FromMilliseconds(2));
        meter.Record(504, failed: true, TimeSpan.FromMilliseconds(3));

        var counts = meter.Read();
        Assert.Equal((3, 1), (counts.Requests, counts.Failed));
        Assert.Equal(new Dictionary<int, long> { [200] = 2, [504] = 1 }, counts.Statuses);
        Assert.Equal(6_000, counts.Latency.SumMicroseconds);
    }

    [Fact]
    public async Task Record_onManyThreads_losesNothing()
    {
        var meter = new ProductionMeter();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++) meter.Record(200 + (i % 2), failed: i % 4 == 0, TimeSpan.Zero);
        })));

        var counts = meter.Read();
        Assert.Equal((80_000, 20_000), (counts.Requests, counts.Failed));
        Assert.Equal([40_000, 40_000], counts.Statuses.Values);
    }
}
