using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Reporting;

namespace ActorProxy.Admin.Tests.Fakes;

/// <summary>Comparisons that the test writes.</summary>
public sealed class FakeComparisonView : IComparisonView
{
    public ComparisonMeter Meter { get; } = new();

    public SampleReport Samples { get; set; } = new([], [], []);

    /// <summary>What samples were asked for.</summary>
    public (string Mapping, string? Path) Asked { get; private set; }

    public ComparisonCounts Read(string mapping) => mapping == "checkout-shadow" ? Meter.Read() : ComparisonCounts.Zero;

    public Task<SampleReport> ReadSamplesAsync(string mapping, string? path, CancellationToken cancellation)
    {
        Asked = (mapping, path);
        return Task.FromResult(Samples);
    }

    /// <summary>Counts requests that all answered 200 or, at the shadow, something else.</summary>
    public void Count(int requests, int shadowStatus = 200)
    {
        var comparer = new ReplyComparer(new());
        var (production, shadow) = (Reply(200, 2), Reply(shadowStatus, 4));
        for (var i = 0; i < requests; i++)
            Meter.Record("GET /", comparer.Compare(production, shadow, null), production, shadow, null);
    }

    private static Reply Reply(int status, int milliseconds) => new() { Status = status, Latency = TimeSpan.FromMilliseconds(milliseconds) };
}
