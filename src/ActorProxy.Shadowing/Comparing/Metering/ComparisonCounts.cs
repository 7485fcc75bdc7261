namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>
/// All comparisons of one shadow Mapping at one moment: cumulative, never falling, addable over nodes. Immutable.
/// </summary>
/// <remarks>
/// To send it in pages, write the parts of <see cref="Split"/>, each as a message of its own, and add up what arrives: a part is a
/// <see cref="ComparisonCounts"/> with some of the fields, and the sum of all parts is the whole. One field of one endpoint never needs more
/// than about 1 KB (a path has at most <see cref="ComparisonLimits.PathLength"/> characters).
/// </remarks>
/// <param name="Outcomes">Count per outcome, indexed by <see cref="ComparisonOutcome"/>; <see cref="ComparisonOutcomes.Count"/> entries.</param>
/// <param name="Different">
/// Requests with any difference (<see cref="PairCounts.Raw"/>); with one that the baseline does not have on the same request
/// (<see cref="PairCounts.PairedRaw"/>); and with one that the baseline has and the shadow has not (<see cref="PairCounts.Noise"/>).
/// </param>
/// <param name="Endpoints">By endpoint; <see cref="ComparisonLimits.Other"/> holds those beyond the limit.</param>
/// <param name="ShadowStatuses">Production's status by the shadow's.</param>
/// <param name="BaselineStatuses">Production's status by the baseline's.</param>
/// <param name="ShadowLatency">The shadow's latency against production's.</param>
/// <param name="BaselineLatency">The baseline's latency against production's.</param>
public sealed record ComparisonCounts(
    IReadOnlyList<long> Outcomes,
    PairCounts Different,
    IReadOnlyDictionary<string, EndpointCounts> Endpoints,
    IReadOnlyDictionary<StatusPair, long> ShadowStatuses,
    IReadOnlyDictionary<StatusPair, long> BaselineStatuses,
    LatencyPairs ShadowLatency,
    LatencyPairs BaselineLatency)
{
    /// <summary>Nothing compared.</summary>
    public static ComparisonCounts Zero { get; } = new(
        new long[ComparisonOutcomes.Count], default, new Dictionary<string, EndpointCounts>(),
        new Dictionary<StatusPair, long>(), new Dictionary<StatusPair, long>(), LatencyPairs.Empty, LatencyPairs.Empty);

    /// <summary>Comparisons, whatever came of them.</summary>
    public long Total => Outcomes.Sum();

    /// <summary>Both together.</summary>
    public ComparisonCounts Add(ComparisonCounts other)
    {
        var endpoints = new Dictionary<string, EndpointCounts>(Endpoints);
        foreach (var (name, counts) in other.Endpoints) endpoints[name] = endpoints.TryGetValue(name, out var held) ? held.Add(counts) : counts;
        return new ComparisonCounts(
            [.. Outcomes.Zip(other.Outcomes, (a, b) => a + b)],
            Different.Add(other.Different),
            endpoints,
            Sum(ShadowStatuses, other.ShadowStatuses),
            Sum(BaselineStatuses, other.BaselineStatuses),
            ShadowLatency.Add(other.ShadowLatency),
            BaselineLatency.Add(other.BaselineLatency));
    }

    /// <summary>
    /// The same in parts with at most <paramref name="fields"/> fields each; their sum is the whole. The first holds all that is not by endpoint.
    /// </summary>
    public IEnumerable<ComparisonCounts> Split(int fields)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fields, 1);
        yield return this with { Endpoints = Zero.Endpoints };
        foreach (var (name, endpoint) in Endpoints)
        {
            var rest = endpoint with { Fields = EndpointCounts.Zero.Fields };
            foreach (var chunk in endpoint.Fields.Chunk(fields))
            {
                yield return Zero with
                {
                    Endpoints = new Dictionary<string, EndpointCounts> { [name] = rest with { Fields = new Dictionary<string, FieldCounts>(chunk) } },
                };
                rest = EndpointCounts.Zero;
            }

            if (endpoint.Fields.Count == 0) yield return Zero with { Endpoints = new Dictionary<string, EndpointCounts> { [name] = rest } };
        }
    }

    private static Dictionary<StatusPair, long> Sum(IReadOnlyDictionary<StatusPair, long> a, IReadOnlyDictionary<StatusPair, long> b)
    {
        var sum = new Dictionary<StatusPair, long>(a);
        foreach (var (pair, n) in b) sum[pair] = sum.GetValueOrDefault(pair) + n;
        return sum;
    }
}
