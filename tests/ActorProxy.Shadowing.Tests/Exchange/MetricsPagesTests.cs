using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Wire.Generated;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Google.Protobuf;

namespace ActorProxy.Shadowing.Tests.Exchange;

public sealed class MetricsPagesTests
{
    [Property]
    public Property Read_ofTheSplitPages_givesTheSnapshot() => Prop.ForAll(AnyCounts.Node.ToArbitrary(), counts =>
    {
        var snapshot = Snapshot(counts);

        var pages = MetricsPages.Split(snapshot).Select(OverTheWire).Select(MetricsPages.Read).ToArray();

        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Equal((7UL, 9UL, snapshot.Node), (page.Incarnation, page.Version, page.Node)));
        Assert.All(pages, page => Assert.Equal(["edge", "shadow"], page.Roles));
        AnyCounts.AssertSame(counts, pages.Aggregate(NodeCounts.Zero, (sum, page) => sum.Add(page.Counts)));
    });

    [Fact]
    public void Split_ofManyFullMappings_keepsEachPageWithinItsSize()
    {
        var counts = Many(60);

        var pages = MetricsPages.Split(Snapshot(counts)).ToArray();

        Assert.All(pages, page => Assert.InRange(page.CalculateSize(), 1, MetricsPages.PageBytes));
        Assert.InRange(pages.Length, 2, 120);
        Assert.Equal(counts.Shadows.Keys.Order(), pages.SelectMany(page => page.Shadows.Select(s => s.Mapping)).Order());
        Assert.Equal(counts.Productions.Keys.Order(), pages.SelectMany(page => page.Productions.Select(p => p.Mapping)).Order());
    }

    [Fact]
    public void Split_ofAnIdleNode_isOnePage() => Assert.Single(MetricsPages.Split(Snapshot(NodeCounts.Zero)));

    [Fact]
    public void Read_ofFewerOutcomes_fillsUpWithZero()
    {
        var page = new MetricsPage { Shadows = { new ShadowCounters { Mapping = "m", Offered = 3, Outcomes = { 1, 2 } } } };

        var read = MetricsPages.Read(page).Counts.Shadows["m"];

        Assert.Equal(CopyOutcomes.Count, read.Outcomes.Count);
        Assert.Equal((1, 2, 0), (read.Outcomes[0], read.Outcomes[1], read.UnderWay));
    }

    [Fact]
    public void Read_ofBucketsThatThereAreNot_leavesThemAside()
    {
        var histogram = new Histogram { Buckets = { 3, 4_000_000_000 }, Counts = { 1, 2, 3 } };
        var page = new MetricsPage { Productions = { new ProductionCounters { Mapping = "m", Latency = histogram } } };

        Assert.Equal(new Dictionary<int, long> { [3] = 1 }, MetricsPages.Read(page).Counts.Productions["m"].Latency.Buckets);
    }

    [Property]
    public Property SplitRetired_joinedAgain_givesTheTotal() => Prop.ForAll(AnyCounts.Node.ToArbitrary(), counts =>
    {
        var whole = Assert.Single(Join(MetricsPages.SplitRetired([1, ulong.MaxValue], counts)));

        Assert.Equal([1, ulong.MaxValue], whole.Incarnations);
        AnyCounts.AssertSame(counts, MetricsPages.Read(whole.Shadows, whole.Productions, whole.Comparisons));
    });

    [Fact]
    public void SplitRetired_ofManyFullMappings_keepsEachPartWithinItsSize()
    {
        var counts = Many(60);

        var parts = MetricsPages.SplitRetired(Enumerable.Range(0, 200).Select(i => (ulong)i), counts);

        Assert.All(parts, part => Assert.InRange(part.CalculateSize(), 1, MetricsPages.PageBytes + 16));
        var whole = Assert.Single(Join(parts));
        Assert.Equal(200, whole.Incarnations.Count);
        AnyCounts.AssertSame(counts, MetricsPages.Read(whole.Shadows, whole.Productions, whole.Comparisons));
    }

    [Fact]
    public void RetiredParts_withOneMissing_giveNothing_untilTheNextAnswer()
    {
        var parts = MetricsPages.SplitRetired([1], Many(60));
        Assert.True(parts.Count > 2);

        var wholes = Join([parts[0], .. parts.Skip(2), .. parts]).ToArray();

        Assert.Single(wholes);
        Assert.Equal(120, wholes[0].Shadows.Count + wholes[0].Productions.Count);
    }

    private static IEnumerable<RetiredTotal> Join(IEnumerable<RetiredTotal> parts)
    {
        var joining = new RetiredParts();
        return parts.Select(part => joining.Add(RetiredTotal.Parser.ParseFrom(part.ToByteArray()))).OfType<RetiredTotal>();
    }

    private static SnapshotPage Snapshot(NodeCounts counts) => new(7, 9, new NodeAddress("akka.tcp://x@h:1", 5), ["edge", "shadow"], counts);

    private static MetricsPage OverTheWire(MetricsPage page) => MetricsPage.Parser.ParseFrom(page.ToByteArray());

    /// <summary>Mappings with every counter there is at its largest.</summary>
    private static NodeCounts Many(int mappings)
    {
        var histogram = new HistogramCounts(
            new SortedDictionary<int, long>(Enumerable.Range(0, LatencyHistogram.BucketCount).ToDictionary(b => b, _ => 1L << 30)), long.MaxValue);
        var statuses = new SortedDictionary<int, long>(Enumerable.Range(100, 500).ToDictionary(s => s, _ => 1L << 40));
        var shadow = new ShadowCounts(1L << 50, [.. Enumerable.Repeat(1L << 40, CopyOutcomes.Count)], statuses, histogram, histogram);
        var production = new ProductionCounts(1L << 50, 1L << 40, statuses, histogram);
        return new NodeCounts(
            Enumerable.Range(0, mappings).ToDictionary(i => $"shadow-{i}", _ => shadow),
            Enumerable.Range(0, mappings).ToDictionary(i => $"production-{i}", _ => production));
    }
}
