namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>Counts the comparisons of one shadow Mapping on this node. Safe on any thread; outlives reloads, so nothing is counted anew.</summary>
public sealed class ComparisonMeter
{
    private readonly Lock _gate = new();
    private readonly long[] _outcomes = new long[ComparisonOutcomes.Count];
    private readonly Dictionary<string, EndpointMeter> _endpoints = new(StringComparer.Ordinal);
    private readonly Dictionary<StatusPair, long> _shadowStatuses = [];
    private readonly Dictionary<StatusPair, long> _baselineStatuses = [];
    private readonly LatencyPairMeter _shadowLatency = new();
    private readonly LatencyPairMeter _baselineLatency = new();
    private PairCounts _different;
    private int _fields;
    private long _total;

    /// <summary>A number that moves whenever anything was counted, and is much cheaper to read than everything.</summary>
    public long Activity => Interlocked.Read(ref _total);

    /// <summary>Counts one comparison.</summary>
    /// <param name="endpoint">The request's endpoint.</param>
    /// <param name="comparison">What came of it.</param>
    /// <param name="production">The replies that were compared.</param>
    /// <param name="shadow">The shadow's.</param>
    /// <param name="baseline">The baseline's; null when it was not asked.</param>
    public void Record(string endpoint, Comparison comparison, Reply production, Reply shadow, Reply? baseline)
    {
        var different = Different(comparison);
        lock (_gate)
        {
            _outcomes[(int)comparison.Outcome]++;
            _different = _different.Add(different);
            Endpoint(endpoint).Record(
                comparison, LatencySteps.Of(production, shadow), baseline is null ? [] : LatencySteps.Of(production, baseline), MayAddField);
            Count(_shadowStatuses, StatusPair.Of(production, shadow));
            _shadowLatency.Record(production, shadow);
            if (baseline is not null)
            {
                Count(_baselineStatuses, StatusPair.Of(production, baseline));
                _baselineLatency.Record(production, baseline);
            }
        }

        Interlocked.Increment(ref _total);
    }

    /// <summary>The counters as of now.</summary>
    public ComparisonCounts Read()
    {
        lock (_gate)
        {
            return new ComparisonCounts(
                [.. _outcomes],
                _different,
                _endpoints.ToDictionary(e => e.Key, e => e.Value.Read()),
                new Dictionary<StatusPair, long>(_shadowStatuses),
                new Dictionary<StatusPair, long>(_baselineStatuses),
                _shadowLatency.Read(),
                _baselineLatency.Read());
        }
    }

    private static PairCounts Different(Comparison comparison)
    {
        if (!comparison.NoiseCompared.HasFlag(ComparedParts.Head)) return new PairCounts(comparison.Differences.Count > 0 ? 1 : 0, 0, 0, 0);
        var raw = comparison.Differences.Except(comparison.Noise).Any();
        var noise = comparison.Noise.Except(comparison.Differences).Any();
        return new PairCounts(comparison.Differences.Count > 0 ? 1 : 0, raw ? 1 : 0, noise ? 1 : 0, raw && noise ? 1 : 0);
    }

    private static void Count(Dictionary<StatusPair, long> matrix, StatusPair pair)
    {
        if (matrix.Count >= ComparisonLimits.StatusPairs && !matrix.ContainsKey(pair)) pair = default;
        matrix[pair] = matrix.GetValueOrDefault(pair) + 1;
    }

    private EndpointMeter Endpoint(string name)
    {
        name = FieldPaths.Cut(name);
        if (_endpoints.TryGetValue(name, out var endpoint)) return endpoint;
        if (_endpoints.Count >= ComparisonLimits.Endpoints && name != ComparisonLimits.Other) return Endpoint(ComparisonLimits.Other);
        return _endpoints[name] = new EndpointMeter();
    }

    private bool MayAddField()
    {
        if (_fields >= ComparisonLimits.Fields) return false;
        _fields++;
        return true;
    }
}
