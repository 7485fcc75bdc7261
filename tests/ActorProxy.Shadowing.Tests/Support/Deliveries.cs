using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Exchange;
using FsCheck;
using FsCheck.Fluent;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>
/// What several incarnations published, and the order in which it reaches a reader: split into pages at will, shuffled, some of them lost and some
/// repeated; the pages of each one's newest snapshot come sooner or later.
/// </summary>
/// <param name="Newest">Each incarnation's newest counters.</param>
/// <param name="Departed">Incarnations that are no members.</param>
/// <param name="Pages">The pages as they arrive.</param>
internal sealed record Deliveries(IReadOnlyDictionary<ulong, NodeCounts> Newest, IReadOnlySet<ulong> Departed, IReadOnlyList<SnapshotPage> Pages)
{
    public static Gen<Deliveries> Any { get; } =
        from incarnations in Gen.Choose(1, 5)
        from histories in AnyCounts.Node.NonEmptyListOf().ArrayOf(incarnations)
        from departed in Gen.SubListOf(Enumerable.Range(1, incarnations).Select(i => (ulong)i))
        from seed in Gen.Choose(0, int.MaxValue)
        select Create(histories, [.. departed], new Random(seed));

    public bool IsLive(SnapshotTable.Incarnation incarnation) => !Departed.Contains(incarnation.Id);

    /// <summary>What the totals must come to.</summary>
    public NodeCounts Expected => Newest.Aggregate(NodeCounts.Zero, (sum, n) => sum.Add(Departed.Contains(n.Key) ? n.Value.Closed() : n.Value));

    private static Deliveries Create(List<NodeCounts>[] histories, HashSet<ulong> departed, Random random)
    {
        var newest = new Dictionary<ulong, NodeCounts>();
        var (older, last) = (new List<SnapshotPage>(), new List<SnapshotPage>());
        for (var i = 0; i < histories.Length; i++)
        {
            var (id, counts) = ((ulong)i + 1, NodeCounts.Zero);
            for (var step = 0; step < histories[i].Count; step++)
            {
                counts = counts.Add(histories[i][step]);
                var pages = Split(new SnapshotPage(id, (ulong)step + 1, new NodeAddress($"node-{id}", id), ["edge"], counts), random);
                (step == histories[i].Count - 1 ? last : older).AddRange(pages);
            }

            newest[id] = counts;
        }

        var lossy = older.Where(_ => random.Next(3) > 0).Concat(older.Concat(last).Where(_ => random.Next(3) == 0));
        var delivered = lossy.Concat(last).ToArray();
        random.Shuffle(delivered);
        return new Deliveries(newest, departed, delivered);
    }

    private static IEnumerable<SnapshotPage> Split(SnapshotPage snapshot, Random random)
    {
        // A page may hold some of a Mapping's comparisons only: they are sent in parts.
        var parts = snapshot.Counts.Comparisons.SelectMany(c => c.Value.Split(1 + random.Next(3)).Select(part => (c.Key, Part: part))).ToArray();
        foreach (var part in parts)
        {
            var comparisons = new Dictionary<string, ComparisonCounts> { [part.Key] = part.Part };
            yield return snapshot with { Counts = NodeCounts.Zero with { Comparisons = comparisons } };
        }

        var pages = 1 + random.Next(3);
        var places = snapshot.Counts.Shadows.Keys.Concat(snapshot.Counts.Productions.Keys).Distinct().ToDictionary(name => name, _ => random.Next(pages));
        for (var page = 0; page < pages; page++)
        {
            var here = places.Where(p => p.Value == page).Select(p => p.Key).ToHashSet();
            yield return snapshot with
            {
                Counts = new NodeCounts(
                    snapshot.Counts.Shadows.Where(s => here.Contains(s.Key)).ToDictionary(),
                    snapshot.Counts.Productions.Where(p => here.Contains(p.Key)).ToDictionary()),
            };
        }
    }
}
