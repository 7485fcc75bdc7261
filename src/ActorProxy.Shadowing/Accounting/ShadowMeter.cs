using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Shadowing.Accounting;

/// <summary>
/// Counts the copies of one shadow Mapping that were offered at this edge, each until its one outcome. The edge counts all of them, also
/// what a dispatcher reports: so an edge's counters are consistent with each other at every moment, whichever node dies.
/// </summary>
internal sealed class ShadowMeter
{
    private readonly long[] _outcomes = new long[CopyOutcomes.Count];
    private readonly long[] _comparisons = new long[ComparisonOutcomes.Count];
    private readonly StatusCounters _statuses = new();
    private readonly LatencyHistogram _productionLatency = new();
    private readonly LatencyHistogram _shadowLatency = new();
    private readonly NodeMeters? _pushed;
    private readonly KeyValuePair<string, object?> _mapping;
    private long _offered;

    /// <summary>A meter that only counts.</summary>
    public ShadowMeter()
    {
    }

    /// <summary>A meter that also records each duration with an instrument, while something listens to that.</summary>
    public ShadowMeter(NodeMeters? pushed, string mapping) => (_pushed, _mapping) = (pushed, new(TelemetryNames.Mapping, mapping));

    /// <summary>Counts a request that matched a group with this shadow.</summary>
    public void Offered() => Interlocked.Increment(ref _offered);

    /// <summary>Counts outcomes that say nothing of a reply.</summary>
    public void Ended(CopyOutcome outcome, long copies = 1) => Interlocked.Add(ref _outcomes[(int)outcome], copies);

    /// <summary>Counts what a dispatcher reported of one copy.</summary>
    public void Settled(in CopyResult result)
    {
        if (result.Outcome == CopyOutcome.Answered)
        {
            _statuses.Increment(result.Status);
            _productionLatency.RecordMicroseconds(result.ProductionMicroseconds);
            _shadowLatency.RecordMicroseconds(result.ShadowMicroseconds);
            if (_pushed is { Client.Enabled: true }) Push(result);
        }

        if (result.Comparison is { } comparison) Interlocked.Increment(ref _comparisons[(int)comparison]);

        // Last, so that Activity moves when all the rest has been counted.
        Interlocked.Increment(ref _outcomes[(int)result.Outcome]);
    }

    /// <summary>A number that moves whenever anything was counted, and is much cheaper to read than everything.</summary>
    public long Activity => SumOfOutcomes() + Interlocked.Read(ref _offered);

    /// <summary>Requests that matched a group with this shadow.</summary>
    public long OfferedCount => Interlocked.Read(ref _offered);

    /// <summary>Copies without an outcome yet; 0 only if there were none at one moment.</summary>
    public long UnderWay
    {
        get
        {
            // Outcomes first, as in Read.
            var ended = SumOfOutcomes();
            return Interlocked.Read(ref _offered) - ended;
        }
    }

    /// <summary>Copies that ended so.</summary>
    public long CountOf(CopyOutcome outcome) => Interlocked.Read(ref _outcomes[(int)outcome]);

    /// <summary>Compared copies of which this came.</summary>
    public long CountOf(ComparisonOutcome outcome) => Interlocked.Read(ref _comparisons[(int)outcome]);

    /// <summary>Answered copies by status code.</summary>
    public IReadOnlyDictionary<int, long> ReadStatuses() => _statuses.Read();

    /// <summary>Production's latency for the answered copies.</summary>
    public HistogramCounts ReadProductionLatency() => _productionLatency.Read();

    /// <summary>The shadow's latency for the same copies.</summary>
    public HistogramCounts ReadShadowLatency() => _shadowLatency.Read();

    /// <summary>The counters as of now; outcomes never exceed what was offered.</summary>
    public ShadowCounts Read()
    {
        // Outcomes first: a copy that ends between the two reads then shows as under way, never as an outcome without an offer.
        var outcomes = Read(_outcomes);
        var statuses = _statuses.Read();
        return new ShadowCounts(Interlocked.Read(ref _offered), outcomes, statuses, _productionLatency.Read(), _shadowLatency.Read())
        {
            Comparisons = Read(_comparisons),
        };
    }

    private long SumOfOutcomes()
    {
        var sum = 0L;
        foreach (ref var outcome in _outcomes.AsSpan()) sum += Interlocked.Read(ref outcome);
        return sum;
    }

    private static long[] Read(long[] counters)
    {
        var counts = new long[counters.Length];
        for (var i = 0; i < counts.Length; i++) counts[i] = Interlocked.Read(ref counters[i]);
        return counts;
    }

    private void Push(in CopyResult result)
    {
        _pushed!.Client.Record(result.ShadowMicroseconds / 1e6, _mapping, new("target", "shadow"), new("http.response.status_code", result.Status));
        _pushed.Paired.Record(result.ProductionMicroseconds / 1e6, _mapping);
    }
}

/// <summary>What a dispatcher reports of one copy.</summary>
/// <param name="Outcome">Where it ended.</param>
/// <param name="Status">The shadow's status, when it answered.</param>
/// <param name="ProductionMicroseconds">Production's latency of the same request.</param>
/// <param name="ShadowMicroseconds">The shadow's latency, to the end of its reply.</param>
/// <param name="Comparison">What came of comparing its reply with production's; null when it was not compared.</param>
internal readonly record struct CopyResult(
    CopyOutcome Outcome, int Status, long ProductionMicroseconds, long ShadowMicroseconds, ComparisonOutcome? Comparison = null);
