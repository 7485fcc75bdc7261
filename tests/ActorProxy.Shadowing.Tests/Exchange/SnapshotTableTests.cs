using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ActorProxy.Shadowing.Tests.Exchange;

// Sizes beyond 40 take the square of the time, and show no more.
[Properties(EndSize = 40)]
public sealed class SnapshotTableTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Property]
    public Property Total_isTheSameWhateverTheOrderLossAndRepetition() => Prop.ForAll(Deliveries.Any.ToArbitrary(), deliveries =>
        AnyCounts.AssertSame(deliveries.Expected, Deliver(deliveries, new SnapshotTable()).Total(deliveries.IsLive)));

    [Property]
    public Property Total_isTheSameAfterRetirement() => Prop.ForAll(Deliveries.Any.ToArbitrary(), deliveries =>
    {
        var table = Deliver(deliveries, new SnapshotTable(keepDeparted: 1));

        table.Retire(deliveries.IsLive);

        Assert.Equal(Math.Max(0, deliveries.Departed.Count - 1), table.RetiredIds.Count);
        AnyCounts.AssertSame(deliveries.Expected, table.Total(deliveries.IsLive));
        AnyCounts.AssertSame(deliveries.Expected, Deliver(deliveries, table).Total(deliveries.IsLive));
    });

    [Property]
    public Property Total_neverGoesDown() => Prop.ForAll(Deliveries.Any.ToArbitrary(), deliveries =>
    {
        var table = new SnapshotTable(keepDeparted: 1);
        var before = NodeCounts.Zero;
        var step = 0;
        foreach (var page in deliveries.Pages)
        {
            table.Merge(page, Now.AddSeconds(step++));
            if (step % 3 == 0) table.Retire(deliveries.IsLive);
            var after = table.Total(deliveries.IsLive);
            AssertNotLess(before, after);
            before = after;
        }
    });

    [Property]
    public Property Total_ofAJoinerThatAsksAnElder_isTheElders() => Prop.ForAll(Deliveries.Any.ToArbitrary(), deliveries =>
    {
        var elder = Deliver(deliveries, new SnapshotTable(keepDeparted: 1));
        elder.Retire(deliveries.IsLive);
        var joiner = new SnapshotTable(keepDeparted: 1);

        Tell(elder, joiner, retiredFirst: deliveries.Pages.Count % 2 == 0);
        Tell(elder, joiner, retiredFirst: true);

        AnyCounts.AssertSame(deliveries.Expected, joiner.Total(deliveries.IsLive));
    });

    [Property]
    public Property Total_ofAJoinerThatAsksTwoElders_countsNobodyTwice() => Prop.ForAll(Deliveries.Any.ToArbitrary(), deliveries =>
    {
        // One elder keeps departed incarnations longer than the other.
        var (elder, patient) = (Deliver(deliveries, new SnapshotTable(keepDeparted: 0)), Deliver(deliveries, new SnapshotTable(keepDeparted: 3)));
        elder.Retire(deliveries.IsLive);
        patient.Retire(deliveries.IsLive);
        var first = new SnapshotTable();
        Tell(elder, first, retiredFirst: true);
        Tell(patient, first, retiredFirst: true);
        var second = new SnapshotTable();
        Tell(patient, second, retiredFirst: false);
        Tell(elder, second, retiredFirst: true);

        AnyCounts.AssertSame(deliveries.Expected, first.Total(deliveries.IsLive));
        AnyCounts.AssertSame(deliveries.Expected, second.Total(deliveries.IsLive));
    });

    [Property]
    public Property Total_ofAJoinerBetweenEldersWithGaps_isTheNewestThatAnyoneHeard_andNeverGoesDown() => Prop.ForAll(Deliveries.Any.ToArbitrary(), deliveries =>
    {
        var (one, other, both) = (new SnapshotTable(), new SnapshotTable(), new SnapshotTable());
        for (var i = 0; i < deliveries.Pages.Count; i++)
        {
            if (i % 3 != 0) one.Merge(deliveries.Pages[i], Now);
            if (i % 3 != 1) other.Merge(deliveries.Pages[i], Now);
            both.Merge(deliveries.Pages[i], Now);
        }

        var pages = one.Incarnations.Concat(other.Incarnations).SelectMany(i => i.ToPages()).ToArray();
        new Random(pages.Length).Shuffle(pages);
        var joiner = new SnapshotTable();
        var before = NodeCounts.Zero;
        foreach (var page in pages)
        {
            joiner.Merge(page, Now);
            AssertNotLess(before, joiner.Total(deliveries.IsLive));
            before = joiner.Total(deliveries.IsLive);
        }

        AnyCounts.AssertSame(both.Total(deliveries.IsLive), joiner.Total(deliveries.IsLive));
    });

    [Fact]
    public void MergeRetired_thatDoesNotCoverOnesOwn_changesNothing()
    {
        var table = new SnapshotTable(keepDeparted: 0);
        table.Merge(Page(1, 1, 10, 10), Now);
        table.Retire(_ => false);

        Assert.False(table.MergeRetired([2, 3], Counts(5, 5)));
        Assert.False(table.MergeRetired([1], Counts(99, 99)));

        Assert.Equal(10, table.Total(_ => true).Shadows["m"].Offered);
    }

    [Fact]
    public void Total_ofADepartedEdge_countsWhatItWaitedForAsUnconfirmed()
    {
        var table = new SnapshotTable();
        table.Merge(Page(1, 1, offered: 10, answered: 7), Now);

        Assert.Equal(3, table.Total(_ => true).Shadows["m"].UnderWay);
        var departed = table.Total(_ => false).Shadows["m"];
        Assert.Equal((0, 3), (departed.UnderWay, departed.Outcomes[(int)CopyOutcome.Unconfirmed]));
    }

    [Fact]
    public void Merge_ofANewerPage_movesTheNode()
    {
        var table = new SnapshotTable();
        table.Merge(Page(1, 2, 1, 1), Now);
        table.Merge(Page(1, 3, 1, 1) with { Node = new NodeAddress("moved", 8), Roles = ["shadow"] }, Now.AddSeconds(1));
        table.Merge(Page(1, 1, 1, 1), Now.AddSeconds(2));

        var incarnation = Assert.Single(table.Incarnations);
        Assert.Equal((3UL, "moved", Now.AddSeconds(1)), (incarnation.Version, incarnation.Node.Address, incarnation.LastSeen));
        Assert.Equal(["shadow"], incarnation.Roles);
    }

    [Fact]
    public void Retire_foldsThoseSilentLongest_andKeepsTheLiving()
    {
        var table = new SnapshotTable(keepDeparted: 2);
        for (ulong id = 1; id <= 5; id++) table.Merge(Page(id, 1, 10, 10), Now.AddSeconds(id == 1 ? 100 : id));

        table.Retire(incarnation => incarnation.Id == 2);

        Assert.Equal([3UL, 4UL], table.RetiredIds.Order());
        Assert.Equal([1UL, 2UL, 5UL], table.Incarnations.Select(i => i.Id).Order());
        Assert.Equal(50, table.Total(_ => true).Shadows["m"].Offered);
    }

    private static SnapshotTable Deliver(Deliveries deliveries, SnapshotTable table)
    {
        var step = 0;
        foreach (var page in deliveries.Pages) table.Merge(page, Now.AddSeconds(step++));
        return table;
    }

    private static void Tell(SnapshotTable elder, SnapshotTable joiner, bool retiredFirst)
    {
        if (retiredFirst) joiner.MergeRetired([.. elder.RetiredIds], elder.Retired);
        foreach (var page in elder.Incarnations.SelectMany(i => i.ToPages())) joiner.Merge(page, Now);
        if (!retiredFirst) joiner.MergeRetired([.. elder.RetiredIds], elder.Retired);
    }

    /// <summary>
    /// What departed edges waited for is unconfirmed only until a later page tells its end, so that one outcome alone may fall; the sum may not.
    /// </summary>
    private static void AssertNotLess(NodeCounts before, NodeCounts after)
    {
        foreach (var (name, old) in before.Shadows)
        {
            var shadow = after.Shadows[name];
            Assert.True(shadow.Offered >= old.Offered);
            Assert.True(shadow.Outcomes.Sum() >= old.Outcomes.Sum());
            foreach (var outcome in CopyOutcomes.All.Where(o => o != CopyOutcome.Unconfirmed))
                Assert.True(shadow.Outcomes[(int)outcome] >= old.Outcomes[(int)outcome]);
            Assert.All(old.Statuses, status => Assert.True(shadow.Statuses[status.Key] >= status.Value));
            Assert.True(shadow.ShadowLatency.SumMicroseconds >= old.ShadowLatency.SumMicroseconds);
        }

        foreach (var (name, old) in before.Productions)
        {
            Assert.True(after.Productions[name].Requests >= old.Requests);
            Assert.True(after.Productions[name].Failed >= old.Failed);
        }

        foreach (var (name, old) in before.Comparisons)
            Assert.All(old.Outcomes.Zip(after.Comparisons[name].Outcomes), pair => Assert.True(pair.Second >= pair.First));
    }

    private static SnapshotPage Page(ulong id, ulong version, long offered, long answered) =>
        new(id, version, new NodeAddress($"node-{id}", id), ["edge"], Counts(offered, answered));

    private static NodeCounts Counts(long offered, long answered)
    {
        var outcomes = new long[CopyOutcomes.Count];
        outcomes[(int)CopyOutcome.Answered] = answered;
        var shadow = ShadowCounts.Zero with { Offered = offered, Outcomes = outcomes };
        return NodeCounts.Zero with { Shadows = new Dictionary<string, ShadowCounts> { ["m"] = shadow } };
    }
}
