using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ActorProxy.Shadowing.Tests.Accounting;

public sealed class CountsTests
{
    [Property]
    public Property Add_isCommutative() => Prop.ForAll(AnyCounts.Node.Two().ToArbitrary(), pair =>
        AnyCounts.AssertSame(pair.Item1.Add(pair.Item2), pair.Item2.Add(pair.Item1)));

    [Property]
    public Property Add_isAssociative() => Prop.ForAll(AnyCounts.Node.Three().ToArbitrary(), three =>
        AnyCounts.AssertSame(three.Item1.Add(three.Item2).Add(three.Item3), three.Item1.Add(three.Item2.Add(three.Item3))));

    [Property]
    public Property Zero_isNeutral() => Prop.ForAll(AnyCounts.Node.ToArbitrary(), counts =>
    {
        AnyCounts.AssertSame(counts, counts.Add(NodeCounts.Zero));
        AnyCounts.AssertSame(counts, NodeCounts.Zero.Add(counts));
        foreach (var (_, shadow) in counts.Shadows) AnyCounts.AssertSame(shadow, shadow.Add(ShadowCounts.Zero));
        foreach (var (_, production) in counts.Productions) AnyCounts.AssertSame(production, production.Add(ProductionCounts.Zero));
    });

    [Property]
    public Property Closed_leavesNothingUnderWay_andTakesNothingAway() => Prop.ForAll(AnyCounts.Shadow.ToArbitrary(), counts =>
    {
        var closed = counts.Closed();

        Assert.Equal(0, closed.UnderWay);
        Assert.Equal(counts.Offered, closed.Offered);
        Assert.Equal(counts.Outcomes[(int)CopyOutcome.Unconfirmed] + counts.UnderWay, closed.Outcomes[(int)CopyOutcome.Unconfirmed]);
        Assert.Equal(
            counts.Outcomes.Where((_, i) => i != (int)CopyOutcome.Unconfirmed), closed.Outcomes.Where((_, i) => i != (int)CopyOutcome.Unconfirmed));
    });

    [Property]
    public Property Closed_ofASum_isTheSumOfTheClosed() => Prop.ForAll(AnyCounts.Node.Two().ToArbitrary(), pair =>
        AnyCounts.AssertSame(pair.Item1.Add(pair.Item2).Closed(), pair.Item1.Closed().Add(pair.Item2.Closed())));

    [Property]
    public Property ToTotals_listsMappingsByName() => Prop.ForAll(AnyCounts.Node.ToArbitrary(), counts =>
    {
        var totals = counts.ToTotals();

        Assert.Equal(counts.Shadows.Keys.Order(StringComparer.Ordinal), totals.Shadows.Select(s => s.Mapping));
        Assert.Equal(counts.Productions.Keys.Order(StringComparer.Ordinal), totals.Productions.Select(p => p.Mapping));
        Assert.All(totals.Shadows, s => Assert.Equal(counts.Shadows[s.Mapping].UnderWay, s.UnderWay));
        Assert.All(totals.Shadows, s => Assert.Equal(counts.Shadows[s.Mapping].ShadowLatency.Summarise(), s.ShadowLatency));
        Assert.All(totals.Productions, p => Assert.Equal(counts.Productions[p.Mapping].Requests, p.Requests));
    });

    [Property]
    public Property Summarise_ofASum_isThatOfAllValuesTogether() => Prop.ForAll(AnyCounts.Histogram.Two().ToArbitrary(), pair =>
    {
        var summary = pair.Item1.Add(pair.Item2).Summarise();

        Assert.Equal(pair.Item1.Summarise().Count + pair.Item2.Summarise().Count, summary.Count);
        Assert.Equal(TimeSpan.FromTicks(Math.Max(pair.Item1.Summarise().Max.Ticks, pair.Item2.Summarise().Max.Ticks)), summary.Max);
        Assert.True(summary.P50 <= summary.P95 && summary.P95 <= summary.P99 && summary.P99 <= summary.P999 && summary.P999 <= summary.Max);
    });

    [Fact]
    public void Summarise_ofNothing_isEmpty() => Assert.Equal(LatencySummary.Empty, HistogramCounts.Empty.Summarise());
}
