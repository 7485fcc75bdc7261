using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Exchange;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Exchange;

public sealed class MetricsExchangeTests
{
    private static readonly NodeAddress Here = new("akka.tcp://here", 1);
    private static readonly NodeAddress There = new("akka.tcp://there", 2);

    private readonly FakeTimeProvider _time = new();
    private readonly MeterRegistry _meters = new();
    private readonly MetricsExchange _exchange;

    public MetricsExchangeTests()
    {
        _exchange = new MetricsExchange(_meters, new NodeIdentity(77), ["edge"], _time);
        _exchange.MovedTo(Here);
        _exchange.MembersAre(new HashSet<NodeAddress> { Here, There });
    }

    [Fact]
    public void Read_ofAFreshNode_isItself()
    {
        var report = _exchange.Read();

        var node = Assert.Single(report.Nodes);
        Assert.Equal((Here.Address, "live", TimeSpan.Zero), (node.Address, node.State, node.Age));
        Assert.Equal(["edge"], node.Roles);
        Assert.Equal(TimeSpan.Zero, report.OldestAge);
    }

    [Fact]
    public void Read_addsOwnAndOthersCounters_ownNodeFirst()
    {
        _meters.Shadow("m").Offered();
        _exchange.Merge(Page(5, 1, There, offered: 10));

        var report = _exchange.Read();

        Assert.Equal([Here.Address, There.Address], report.Nodes.Select(n => n.Address));
        Assert.Equal(11, Assert.Single(report.Cluster.Shadows).Offered);
        Assert.Equal([1, 10], report.Nodes.Select(n => n.Totals.Shadows[0].Offered));
    }

    [Fact]
    public void Read_tellsEachNodesGeneration_alsoAfterItWentOverTheWire()
    {
        var exchange = new MetricsExchange(_meters, new NodeIdentity(77), ["edge"], _time) { Generation = () => "mine" };
        exchange.MovedTo(Here);
        exchange.MembersAre(new HashSet<NodeAddress> { Here, There });
        foreach (var page in MetricsPages.Split(Page(5, 2, There, 1) with { Generation = "theirs" })) exchange.Merge(MetricsPages.Read(page));
        exchange.Merge(Page(5, 1, There, 1) with { Generation = "older" });

        Assert.Equal(["mine", "theirs"], exchange.Read().Nodes.Select(n => n.Generation));
        Assert.Equal("mine", exchange.TakeOwn().Generation);
    }

    [Fact]
    public void Read_tellsTheAgeOfTheOldestLivingSnapshot()
    {
        _exchange.Merge(Page(5, 1, There, 1));
        _time.Advance(TimeSpan.FromSeconds(3));
        _exchange.Merge(Page(6, 1, new NodeAddress("gone", 3), 1));
        _time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(10), _exchange.Read().OldestAge);
    }

    [Fact]
    public void Read_ofANodeThatIsNoMember_closesIt_afterAMomentOfPatience()
    {
        _exchange.Merge(Page(5, 1, new NodeAddress("elsewhere", 9), offered: 10));
        Assert.Equal(("live", 10), Second());

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(("departed", 0), Second());
        Assert.Equal(10, _exchange.Read().Cluster.Shadows[0].Outcomes[(int)CopyOutcome.Unconfirmed]);

        (string, long) Second() => (_exchange.Read().Nodes[1].State, _exchange.Read().Nodes[1].Totals.Shadows[0].UnderWay);
    }

    [Fact]
    public void Read_ofAnotherLifeAtTheSameAddress_keepsBoth()
    {
        _exchange.Merge(Page(5, 9, There, 10));
        _exchange.Merge(Page(6, 1, There, 1));

        Assert.Equal(3, _exchange.Read().Nodes.Count);
        Assert.Equal(11, _exchange.Read().Cluster.Shadows[0].Offered);
    }

    [Fact]
    public void Merge_ofWhatIsSaidAboutThisProcess_isLeftAside()
    {
        _meters.Shadow("m").Offered();

        _exchange.Merge(Page(77, 1000, There, 500));
        _exchange.MergeRetired([1, 77], Counts(500));

        Assert.Single(_exchange.Read().Nodes);
        Assert.Equal(1, _exchange.Read().Cluster.Shadows[0].Offered);
    }

    [Fact]
    public void MergeRetired_addsToTheTotalOnce()
    {
        _exchange.MergeRetired([1, 2], Counts(500));
        _exchange.MergeRetired([1, 2], Counts(500));

        Assert.Equal(500, _exchange.Read().Cluster.Shadows[0].Offered);
    }

    [Fact]
    public void TakeOwn_givesEverNewVersionsOfOwnCountersAlone()
    {
        _exchange.Merge(Page(5, 1, There, 10));
        _meters.Shadow("m").Offered();

        var (first, second) = (_exchange.TakeOwn(), _exchange.TakeOwn());

        Assert.True(second.Version > first.Version);
        Assert.Equal((77UL, Here), (first.Incarnation, first.Node));
        Assert.Equal(1, first.Counts.Shadows["m"].Offered);
    }

    [Fact]
    public void TakeOwn_afterAMove_tellsTheNewAddress()
    {
        _exchange.MovedTo(There);

        Assert.Equal(There, _exchange.TakeOwn().Node);
        Assert.Equal(There.Address, _exchange.Read().Nodes[0].Address);
    }

    [Fact]
    public void ReadHeld_givesAllThatIsHeldOneByOne_andTheTotalOfThoseRetired()
    {
        for (ulong id = 1; id <= 70; id++) _exchange.Merge(Page(id, 1, new NodeAddress("gone", id), 10));
        _exchange.Merge(Page(500, 1, There, 10));
        _time.Advance(TimeSpan.FromSeconds(6));
        _exchange.TakeOwn();

        var (held, retiredIds, retired) = _exchange.ReadHeld();

        Assert.Equal((65, 6), (held.Count, retiredIds.Count));
        Assert.Equal(60, retired.Shadows["m"].Offered);
        Assert.Equal(710, _exchange.Read().Cluster.Shadows[0].Offered);
    }

    private static SnapshotPage Page(ulong id, ulong version, NodeAddress node, long offered) => new(id, version, node, ["edge"], Counts(offered));

    private static NodeCounts Counts(long offered) =>
        NodeCounts.Zero with { Shadows = new Dictionary<string, ShadowCounts> { ["m"] = ShadowCounts.Zero with { Offered = offered } } };
}
