using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>
/// Joins two views of the same cumulative counters. None of them ever falls, so the larger one is the newer one: parts may be lost, repeated and
/// reordered, and need no version.
/// </summary>
internal static class ComparisonJoin
{
    /// <summary>The newest of both, number by number.</summary>
    public static ComparisonCounts Newest(ComparisonCounts a, ComparisonCounts b) => new(
        [.. a.Outcomes.Zip(b.Outcomes, Math.Max)],
        Newest(a.Different, b.Different),
        Each(a.Endpoints, b.Endpoints, Newest),
        Each(a.ShadowStatuses, b.ShadowStatuses, Math.Max),
        Each(a.BaselineStatuses, b.BaselineStatuses, Math.Max),
        Newest(a.ShadowLatency, b.ShadowLatency),
        Newest(a.BaselineLatency, b.BaselineLatency));

    private static EndpointCounts Newest(EndpointCounts a, EndpointCounts b) => new(
        Math.Max(a.Heads, b.Heads),
        Math.Max(a.Bodies, b.Bodies),
        Math.Max(a.PairedHeads, b.PairedHeads),
        Math.Max(a.PairedBodies, b.PairedBodies),
        Each(a.Fields, b.Fields, Newest));

    private static FieldCounts Newest(FieldCounts a, FieldCounts b) => new(Newest(a.Any, b.Any), Each(a.Kinds, b.Kinds, Newest));

    private static PairCounts Newest(PairCounts a, PairCounts b) =>
        new(Math.Max(a.Raw, b.Raw), Math.Max(a.PairedRaw, b.PairedRaw), Math.Max(a.Noise, b.Noise), Math.Max(a.Both, b.Both));

    private static LatencyPairs Newest(LatencyPairs a, LatencyPairs b) =>
        new(Newest(a.Slower, b.Slower), Newest(a.Faster, b.Faster), Newest(a.Ratio, b.Ratio));

    private static HistogramCounts Newest(HistogramCounts a, HistogramCounts b) => new(
        new SortedDictionary<int, long>(Each(a.Buckets, b.Buckets, Math.Max)), Math.Max(a.SumMicroseconds, b.SumMicroseconds));

    private static Dictionary<TKey, T> Each<TKey, T>(IReadOnlyDictionary<TKey, T> a, IReadOnlyDictionary<TKey, T> b, Func<T, T, T> newest)
        where TKey : notnull
    {
        var result = new Dictionary<TKey, T>(a);
        foreach (var (key, counts) in b) result[key] = result.TryGetValue(key, out var held) ? newest(held, counts) : counts;
        return result;
    }
}
