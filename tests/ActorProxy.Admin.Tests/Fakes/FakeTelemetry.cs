using System.Diagnostics.Metrics;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Admin.Tests.Fakes;

/// <summary>Instruments that say what the test wants.</summary>
public sealed class FakeTelemetry : INodeTelemetry, IDisposable
{
    public FakeTelemetry()
    {
        Meter = new Meter("tests");
        Meters = [Meter];
    }

    public Meter Meter { get; }

    public IReadOnlyList<Meter> Meters { get; }

    public List<DurationFamily> Durations { get; } = [];

    public IEnumerable<DurationFamily> ReadDurations() => Durations;

    public void Dispose() => Meter.Dispose();

    public static DurationBuckets Buckets(params TimeSpan[] durations)
    {
        var histogram = new LatencyHistogram();
        foreach (var duration in durations) histogram.Record(duration);
        return DurationBuckets.Of(histogram.Read());
    }
}
