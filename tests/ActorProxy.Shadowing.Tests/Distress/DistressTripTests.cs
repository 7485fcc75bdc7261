using ActorProxy.Shadowing.Distress;

namespace ActorProxy.Shadowing.Tests.Distress;

public sealed class DistressTripTests
{
    private static readonly Vitals Well = new(CpuPercent: 40, Lag: TimeSpan.FromMilliseconds(1), MemoryPercent: 30);

    public static TheoryData<string, double, int, double> Ills { get; } = new()
    {
        { "processors", 96, 1, 30 },
        { "thread", 40, 501, 30 },
        { "memory", 40, 1, 91 },
    };

    [Theory]
    [MemberData(nameof(Ills))]
    public void Observe_ofThreeBadReadings_trips_withTheReason(string reason, double cpu, int lag, double memory)
    {
        var (trip, ill) = (new DistressTrip(new DistressLimits()), new Vitals(cpu, TimeSpan.FromMilliseconds(lag), memory));

        Assert.Equal([false, false, true, false], new[] { ill, ill, ill, ill }.Select(trip.Observe));
        Assert.Contains(reason, trip.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Observe_ofSingleBadReadings_doesNotTrip()
    {
        var (trip, ill) = (new DistressTrip(new DistressLimits()), Well with { Lag = TimeSpan.FromMinutes(1) });

        Assert.All(Enumerable.Repeat(new[] { ill, ill, Well }, 20).SelectMany(r => r), reading => Assert.False(trip.Observe(reading)));
        Assert.Null(trip.Reason);
    }

    [Fact]
    public void Observe_resumes_onlyAfterTenReadings_wellBelowTheLimits()
    {
        var (trip, ill, nearly) = (new DistressTrip(new DistressLimits()), Well with { CpuPercent = 99 }, Well with { CpuPercent = 80 });
        for (var i = 0; i < DistressTrip.BadReadings; i++) trip.Observe(ill);

        // Below the limit, but above four fifths of it: as long as it lasts.
        Assert.All(Enumerable.Repeat(nearly, 100), reading => Assert.False(trip.Observe(reading)));
        Assert.All(Enumerable.Repeat(Well, 9), reading => Assert.False(trip.Observe(reading)));
        Assert.False(trip.Observe(nearly));
        Assert.All(Enumerable.Repeat(Well, 9), reading => Assert.False(trip.Observe(reading)));
        Assert.NotNull(trip.Reason);
        Assert.True(trip.Observe(Well));
        Assert.Null(trip.Reason);
    }

    [Fact]
    public void Observe_withLimitsOff_neverTrips()
    {
        var trip = new DistressTrip(DistressLimits.Off);

        Assert.All(Enumerable.Repeat(new Vitals(100, TimeSpan.FromMinutes(1), 100), 10), reading => Assert.False(trip.Observe(reading)));
        Assert.False(DistressLimits.Off.IsOn);
    }
}
