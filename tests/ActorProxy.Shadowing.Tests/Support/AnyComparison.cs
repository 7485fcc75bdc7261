using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using FsCheck;
using FsCheck.Fluent;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Counts of comparisons of any value.</summary>
internal static class AnyComparison
{
    private static readonly Gen<PairCounts> Pairs =
        from n in Gen.Choose(0, 100).ArrayOf(4)
        select new PairCounts(n[0], n[1], n[2], n[3]);

    private static readonly Gen<FieldCounts> Field =
        from any in Pairs
        from kinds in Gen.SubListOf(DifferenceKind.Missing, DifferenceKind.Value)
        from pairs in Pairs.ArrayOf(kinds.Count)
        select new FieldCounts(any, kinds.Zip(pairs).ToDictionary(k => k.First, k => k.Second));

    private static readonly Gen<EndpointCounts> Endpoint =
        from n in Gen.Choose(0, 1000).ArrayOf(4)
        from paths in Gen.SubListOf("status", "$.a", "$.b[*].c")
        from fields in Field.ArrayOf(paths.Count)
        select new EndpointCounts(n[0], n[1], n[2], n[3], paths.Zip(fields).ToDictionary(f => f.First, f => f.Second));

    private static readonly Gen<Dictionary<StatusPair, long>> Statuses =
        from codes in Gen.Elements((200, 200), (200, 500), (404, 200)).ListOf(2)
        from count in Gen.Choose(1, 1000)
        select codes.Distinct().ToDictionary(c => new StatusPair(c.Item1, c.Item2), _ => (long)count);

    private static readonly Gen<LatencyPairs> Latency =
        from buckets in Gen.Choose(0, 5).ArrayOf(3)
        select new LatencyPairs(Histogram(buckets[0]), Histogram(buckets[1]), Histogram(buckets[2]));

    public static Gen<ComparisonCounts> Counts { get; } =
        from outcomes in Gen.Choose(0, 1000).Select(n => (long)n).ArrayOf(ComparisonOutcomes.Count)
        from different in Pairs
        from names in Gen.SubListOf("GET /", "other")
        from endpoints in Endpoint.ArrayOf(names.Count)
        from statuses in Statuses.ArrayOf(2)
        from latency in Latency.ArrayOf(2)
        select new ComparisonCounts(
            outcomes, different, names.Zip(endpoints).ToDictionary(e => e.First, e => e.Second), statuses[0], statuses[1], latency[0], latency[1]);

    /// <summary>Everything in it, in an order that does not depend on how it came about.</summary>
    public static string Text(ComparisonCounts counts) => string.Join('\n',
    [
        string.Join(' ', counts.Outcomes),
        counts.Different.ToString(),
        .. counts.Endpoints.OrderBy(e => e.Key).SelectMany(e => Lines(e.Key, e.Value)),
        Text(counts.ShadowStatuses),
        Text(counts.BaselineStatuses),
        Text(counts.ShadowLatency),
        Text(counts.BaselineLatency),
    ]);

    private static HistogramCounts Histogram(int bucket) => new(new SortedDictionary<int, long> { [bucket] = 1 + bucket }, bucket);

    private static IEnumerable<string> Lines(string name, EndpointCounts counts) =>
    [
        $"{name}: {counts.Heads} {counts.Bodies} {counts.PairedHeads} {counts.PairedBodies}",
        .. counts.Fields.OrderBy(f => f.Key).Select(f => $"{f.Key} {f.Value.Any} {string.Join(' ', f.Value.Kinds.OrderBy(k => k.Key))}"),
    ];

    private static string Text(IReadOnlyDictionary<StatusPair, long> matrix) =>
        string.Join(' ', matrix.OrderBy(cell => cell.Key.Production).ThenBy(cell => cell.Key.Other));

    private static string Text(LatencyPairs pairs) => string.Join(" | ", new[] { pairs.Slower, pairs.Faster, pairs.Ratio }.Select(Text));

    private static string Text(HistogramCounts counts) => $"{counts.SumMicroseconds} {string.Join(' ', counts.Buckets.OrderBy(b => b.Key))}";
}
