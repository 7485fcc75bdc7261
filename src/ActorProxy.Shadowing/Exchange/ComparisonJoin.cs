using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>Joins two views of the same cumulative counters, number by number.</summary>
/// <param name="join">What becomes of two numbers; of one that is only in one of the views, with 0.</param>
internal sealed class ComparisonJoin(Func<long, long, long> join)
{
    private static readonly ComparisonJoin Larger = new(Math.Max);
    private static readonly ComparisonJoin Difference = new((now, before) => Math.Max(0, now - before));

    /// <summary>
    /// The newest of both. No counter ever falls, so the larger one is the newer one: parts may be lost, repeated and reordered, and need no version.
    /// </summary>
    public static ComparisonCounts Newest(ComparisonCounts a, ComparisonCounts b) => Larger.Of(a, b);

    /// <summary>What was counted between two readings.</summary>
    public static ComparisonCounts Since(ComparisonCounts now, ComparisonCounts before) => Difference.Of(now, before);

    private ComparisonCounts Of(ComparisonCounts a, ComparisonCounts b) => new(
        [.. a.Outcomes.Zip(b.Outcomes, join)],
        Of(a.Different, b.Different),
        Each(a.Endpoints, b.Endpoints, EndpointCounts.Zero, Of),
        Each(a.ShadowStatuses, b.ShadowStatuses, 0, join),
        Each(a.BaselineStatuses, b.BaselineStatuses, 0, join),
        Of(a.ShadowLatency, b.ShadowLatency),
        Of(a.BaselineLatency, b.BaselineLatency));

    private EndpointCounts Of(EndpointCounts a, EndpointCounts b) => new(
        join(a.Heads, b.Heads),
        join(a.Bodies, b.Bodies),
        join(a.PairedHeads, b.PairedHeads),
        join(a.PairedBodies, b.PairedBodies),
        Each(a.Fields, b.Fields, FieldCounts.Zero, Of));

    private FieldCounts Of(FieldCounts a, FieldCounts b) => new(Of(a.Any, b.Any), Each(a.Kinds, b.Kinds, default, Of));

    private PairCounts Of(PairCounts a, PairCounts b) =>
        new(join(a.Raw, b.Raw), join(a.PairedRaw, b.PairedRaw), join(a.Noise, b.Noise), join(a.Both, b.Both));

    private LatencyPairs Of(LatencyPairs a, LatencyPairs b) => new(Of(a.Slower, b.Slower), Of(a.Faster, b.Faster), Of(a.Ratio, b.Ratio));

    private HistogramCounts Of(HistogramCounts a, HistogramCounts b) =>
        new(new SortedDictionary<int, long>(Each(a.Buckets, b.Buckets, 0, join)), join(a.SumMicroseconds, b.SumMicroseconds));

    private static Dictionary<TKey, T> Each<TKey, T>(IReadOnlyDictionary<TKey, T> a, IReadOnlyDictionary<TKey, T> b, T zero, Func<T, T, T> of)
        where TKey : notnull =>
        a.Keys.Union(b.Keys).ToDictionary(key => key, key => of(a.GetValueOrDefault(key, zero), b.GetValueOrDefault(key, zero)));
}
