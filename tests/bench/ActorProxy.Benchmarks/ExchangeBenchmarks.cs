using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Exchange;
using BenchmarkDotNet.Attributes;
using Google.Protobuf;

namespace ActorProxy.Benchmarks;

/// <summary>What a node does each second to tell the others its counters, a hundred of whose Mappings are busy.</summary>
public class MetricsTurn
{
    private readonly MeterRegistry _meters = new();
    private MetricsExchange _exchange = null!;
    private long _told;

    [Params(100, 10_000)]
    public int Mappings { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _exchange = new MetricsExchange(_meters, NodeIdentity.Create(), ["edge"], TimeProvider.System);
        for (var i = 0; i < Mappings; i++) MetricsSize.Count(_meters, i, copies: 0);
        Turn();
    }

    /// <summary>Finds what has moved and makes the pages for the others.</summary>
    [Benchmark]
    public int Turn()
    {
        for (var i = 0; i < 100; i++) MetricsSize.Count(_meters, i, copies: 1);
        var turn = _exchange.BeginTurn();
        var pages = MetricsPages.Split(_exchange.TakeOwn(_told, turn)).Sum(page => page.CalculateSize());
        _told = turn;
        return pages;
    }
}

/// <summary>What it sends to each of the others in such a second.</summary>
internal static class MetricsSize
{
    /// <summary>Bytes of the pages, without what remoting puts around them.</summary>
    /// <param name="busy">Mappings with a shadow that have counted something in this second, a thousand copies each since their start.</param>
    /// <returns>Bytes, and into how many messages they are divided.</returns>
    public static (int Bytes, int Messages) Of(int busy)
    {
        var meters = new MeterRegistry();
        var exchange = new MetricsExchange(meters, NodeIdentity.Create(), ["edge"], TimeProvider.System);
        exchange.MovedTo(new NodeAddress("akka.tcp://actorproxy@10.0.0.11:4053", 1_234_567_890));
        for (var i = 0; i < busy; i++) Count(meters, i, copies: 1000);
        var turn = exchange.BeginTurn();
        var sizes = MetricsPages.Split(exchange.TakeOwn(turn - 1, 0)).Select(page => page.CalculateSize()).ToArray();
        return (sizes.Sum(), sizes.Length);
    }

    /// <summary>Counts copies of a Mapping, with latencies spread over a few milliseconds.</summary>
    public static void Count(MeterRegistry meters, int mapping, int copies)
    {
        var (shadow, production) = (meters.Shadow($"service-{mapping}-shadow"), meters.For($"service-{mapping}"));
        for (var i = 0; i < copies; i++)
        {
            var microseconds = 1000 + (i * 7919L % 4000);
            shadow.Offered();
            shadow.Settled(new CopyResult(CopyOutcome.Answered, 200, microseconds, 2 * microseconds));
            production.Record(200, failed: false, TimeSpan.FromMicroseconds(microseconds));
        }
    }
}
