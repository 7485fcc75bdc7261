using System.Diagnostics.Metrics;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Shadowing.Tests.Telemetry;

public sealed class DurationTests
{
    private readonly List<string> _recorded = [];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(490, 0)]
    [InlineData(990, 1)]
    [InlineData(1_050, 2)]
    [InlineData(9_800, 4)]
    [InlineData(240_000, 9)]
    [InlineData(29_000_000, 17)]
    [InlineData(31_000_000, 18)]
    public void A_duration_is_counted_from_its_bound_on(long microseconds, int first)
    {
        var histogram = new LatencyHistogram();
        histogram.RecordMicroseconds(microseconds);

        var buckets = DurationBuckets.Of(histogram.Read());

        Assert.Equal(DurationBuckets.Bounds.Count + 1, buckets.Counts.Count);
        Assert.Equal(first, buckets.Counts.ToList().IndexOf(1));
        Assert.All(buckets.Counts.Skip(first), count => Assert.Equal(1, count));
        Assert.Equal(microseconds / 1e6, buckets.SumSeconds, 9);
    }

    [Fact]
    public void A_meter_records_durations_with_its_instrument_only_while_something_listens()
    {
        using var meters = new NodeMeters("1.0");
        var registry = new MeterRegistry(meters);
        registry.For("checkout").Record(200, failed: false, TimeSpan.FromMilliseconds(4));

        using (Listen(meters))
        {
            registry.For("checkout").Record(503, failed: true, TimeSpan.FromMilliseconds(5));
            registry.Shadow("checkout-shadow").Settled(new CopyResult(CopyOutcome.Answered, 200, 6_000, 7_000));
            registry.Shadow("checkout-shadow").Settled(new CopyResult(CopyOutcome.TimedOut, 0, 6_000, 7_000));
        }

        registry.For("checkout").Record(200, failed: false, TimeSpan.FromMilliseconds(4));
        Assert.Equal(
            [
                "http.server.request.duration 0.005 mapping=checkout,http.response.status_code=503",
                "http.client.request.duration 0.007 mapping=checkout-shadow,target=shadow,http.response.status_code=200",
                "actorproxy.copy.production.duration 0.006 mapping=checkout-shadow",
            ],
            _recorded);
        Assert.Equal(3, registry.For("checkout").Read().Requests);
    }

    [Fact]
    public void A_meter_that_nothing_listens_to_allocates_nothing()
    {
        using var meters = new NodeMeters("1.0");
        var meter = new MeterRegistry(meters).For("checkout");
        meter.Record(200, failed: false, TimeSpan.FromMilliseconds(4));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) meter.Record(200, failed: false, TimeSpan.FromMilliseconds(4));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private MeterListener Listen(NodeMeters meters)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (!instrument.IsObservable && (instrument.Meter == meters.Edge || instrument.Meter == meters.Shadowing))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            _recorded.Add(FormattableString.Invariant($"{instrument.Name} {value} {string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}")));
        listener.Start();
        return listener;
    }
}
