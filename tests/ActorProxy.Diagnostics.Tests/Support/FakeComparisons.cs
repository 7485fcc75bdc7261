using System.Text;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Reporting;

namespace ActorProxy.Diagnostics.Tests.Support;

/// <summary>Comparisons in which every fifth price was wrong and some replies failed, and a sample of them.</summary>
internal sealed class FakeComparisons : IComparisonView
{
    private const string Sample = """
        {
          "at": "2026-01-02T03:04:05Z", "differences": [{ "path": "$.price", "kind": "value" }], "noise": [],
          "request": { "method": "GET", "target": "/checkout/cart?id=7", "headers": [] },
          "production": { "status": "200", "latency_ms": 4.5, "headers": [], "trailers": [], "body_bytes": 20, "body": "{\"currency\":\"EUR\",\"price\":10.0}" },
          "shadow": { "status": "200", "latency_ms": 17, "headers": [], "trailers": [], "body_bytes": 20, "body": "{\"currency\":\"EUR\",\"price\":10.5}" }
        }
        """;

    public ComparisonCounts Read(string mapping)
    {
        var price = new PairCounts(200, 0, 0, 0);
        var latency = new LatencyHistogram();
        for (var i = 0; i < 1000; i++) latency.Record(TimeSpan.FromMilliseconds(10 + (i % 5)));
        return ComparisonCounts.Zero with
        {
            Outcomes = [780, 220, 0, 0, 0],
            Different = new PairCounts(220, 0, 0, 0),
            Endpoints = new Dictionary<string, EndpointCounts>
            {
                ["GET /checkout/cart"] = new(1000, 1000, 0, 0, new Dictionary<string, FieldCounts>
                {
                    ["$.price"] = new(price, new Dictionary<DifferenceKind, PairCounts> { [DifferenceKind.Value] = price }),
                }),
            },
            ShadowStatuses = new Dictionary<StatusPair, long> { [new(200, 200)] = 980, [new(200, 500)] = 20 },
            ShadowLatency = new LatencyPairs(latency.Read(), HistogramCounts.Empty, latency.Read()),
        };
    }

    public Task<SampleReport> ReadSamplesAsync(string mapping, string? path, CancellationToken cancellation) =>
        Task.FromResult(new SampleReport([Encoding.UTF8.GetBytes(Sample)], ["akka.tcp://actorproxy@127.0.0.1:4054"], ["akka.tcp://actorproxy@127.0.0.1:4055"]));
}
