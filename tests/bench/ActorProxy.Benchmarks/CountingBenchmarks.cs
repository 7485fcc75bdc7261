using ActorProxy.Mappings.Sampling;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Offering;
using BenchmarkDotNet.Attributes;

namespace ActorProxy.Benchmarks;

/// <summary>Deciding whether a request is copied.</summary>
public class Sampling
{
    private readonly ExactSampler _sampler = new(42);
    private readonly ShadowOffer _offer = new(SampleCopies.Shadow, new ShadowMeter(), new ByteBudget(0), TimeProvider.System);
    private readonly CopyTraits _traits = new() { Method = "GET" };
    private readonly string _key = "user-8f14e45fceea167a5a36dedd4bea2543";

    [GlobalSetup]
    public void Setup() => _offer.Use(SampleCopies.ShadowOf(weight: 10));

    /// <summary>The next point of the exact sequence.</summary>
    [Benchmark]
    public double Next() => _sampler.Next();

    /// <summary>The point of a sticky key, from its text.</summary>
    [Benchmark]
    public double FromKey() => ExactSampler.FromKey(StableHash.Of(_key), 42);

    /// <summary>The whole decision of a shadow of weight 10, with its counters.</summary>
    [Benchmark]
    public bool Decide() => _offer.Wants(_traits, out _);
}

/// <summary>Counting what became of a copy.</summary>
public class Outcomes
{
    private const int Copies = 64;

    private readonly ShadowMeter _meter = new();
    private readonly SettlementOutbox _outbox = new();
    private readonly BatchOrigin _origin = new("akka.tcp://actorproxy@127.0.0.1:4053/user/settlements", 1, 1);
    private readonly CopyLedger _ledger = new(TimeProvider.System);
    private readonly ByteBudget _budget = new(long.MaxValue);
    private readonly CopyResult _result = new(CopyOutcome.Answered, 200, 1200, 1300);
    private readonly CopyResult[] _results = new CopyResult[Copies];

    [GlobalSetup]
    public void Setup() => Array.Fill(_results, _result);

    /// <summary>An outcome into the counters.</summary>
    [Benchmark]
    public void Count() => _meter.Settled(_result);

    /// <summary>A batch in the edge's ledger from its opening to its settlement; per copy.</summary>
    [Benchmark(OperationsPerInvoke = Copies)]
    public void OpenAndSettle()
    {
        var entry = _ledger.Open(new Shipment(default, Copies, IsLarge: false, 0), _meter, _budget, TimeSpan.FromMinutes(1));
        _ledger.Settle(entry.Id, _results);
    }

    /// <summary>A batch's results into the dispatcher's report; per copy.</summary>
    [Benchmark(OperationsPerInvoke = Copies)]
    public int Report()
    {
        foreach (var result in _results) _outbox.Add(_origin, result);
        return _outbox.Take().Count();
    }
}
