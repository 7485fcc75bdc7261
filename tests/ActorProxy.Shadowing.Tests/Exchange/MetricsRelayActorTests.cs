using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Tests.Support;
using Akka.Actor;
using Akka.Cluster;

namespace ActorProxy.Shadowing.Tests.Exchange;

public sealed class MetricsRelayActorTests : ClusterTestKit
{
    private readonly ActorSystem _other = AnotherSystem();
    private readonly MeterRegistry _hereMeters = new();
    private readonly MeterRegistry _thereMeters = new();
    private readonly MetricsExchange _here;
    private readonly MetricsExchange _there;

    public MetricsRelayActorTests()
    {
        _here = new MetricsExchange(_hereMeters, new NodeIdentity(1), ["edge"], TimeProvider.System);
        _there = new MetricsExchange(_thereMeters, new NodeIdentity(2), ["shadow"], TimeProvider.System);
    }

    [Fact]
    public async Task Each_node_knowsTheCountersOfBoth()
    {
        await FormAsync();
        Start();
        _hereMeters.Shadow("m").Offered();
        for (var i = 0; i < 5; i++) _thereMeters.For("p").Record(200, failed: false, TimeSpan.FromMilliseconds(3));

        foreach (var exchange in new[] { _here, _there })
        {
            await Deadline.UntilAsync(
                () => exchange.Read().Cluster is { Shadows: [{ Offered: 1 }], Productions: [{ Requests: 5 }] }, "it knows both counters");
            Assert.Equal(["edge", "shadow"], exchange.Read().Nodes.Select(n => n.Roles.Single()).Order());
            Assert.All(exchange.Read().Nodes, node => Assert.Equal("live", node.State));
        }
    }

    [Fact]
    public async Task A_joiner_learnsOfThoseThatDepartedBefore()
    {
        for (ulong id = 100; id < 180; id++) _here.Merge(Page(id, offered: 10));
        await FormAsync();
        Start();

        await Deadline.UntilAsync(() => _there.Read().Cluster.Shadows is [{ Offered: 800 }], "it knows all that was counted");
        Assert.Equal(800, _here.Read().Cluster.Shadows[0].Offered);
    }

    [Fact]
    public async Task The_lastWord_isWithTheOthersWhenItIsConfirmed()
    {
        await FormAsync();
        Start();
        await Deadline.UntilAsync(() => _there.Read().Nodes.Count == 2, "they know each other");

        _hereMeters.Shadow("last").Offered();
        await ActorSelection($"/user/{MetricsRelayActor.ActorName}").Ask<Akka.Done>(MetricsRelayActor.PublishFinal.Instance, Deadline.Limit);

        await Deadline.UntilAsync(() => _there.Read().Cluster.Shadows is [{ Mapping: "last", Offered: 1 }], "the other has heard it");
    }

    [Fact]
    public async Task A_nodeThatIsGone_isDeparted_andItsCopiesUnderWayAreUnconfirmed()
    {
        await FormAsync();
        Start();
        _thereMeters.Shadow("m").Offered();
        await Deadline.UntilAsync(() => _here.Read().Cluster.Shadows is [{ UnderWay: 1 }], "the copy is under way");

        await _other.Terminate();
        Node.Down(Cluster.Get(_other).SelfAddress);

        await Deadline.UntilAsync(() => _here.Read().Nodes[1].State == "departed", "it has departed");
        var shadow = Assert.Single(_here.Read().Cluster.Shadows);
        Assert.Equal((1, 0, 1), (shadow.Offered, shadow.UnderWay, shadow.Outcomes[(int)CopyOutcome.Unconfirmed]));
    }

    protected override void AfterAll()
    {
        _other.Terminate().Wait(Deadline.Limit);
        base.AfterAll();
    }

    private async Task FormAsync()
    {
        await JoinSelfAsync();
        Cluster.Get(_other).Join(Node.SelfAddress);
        await Deadline.UntilAsync(() => Node.State.Members.Count(m => m.Status == MemberStatus.Up) == 2, "both are up");
    }

    private void Start()
    {
        Sys.ActorOf(MetricsRelayActor.Props(_here), MetricsRelayActor.ActorName);
        _other.ActorOf(MetricsRelayActor.Props(_there), MetricsRelayActor.ActorName);
    }

    private static SnapshotPage Page(ulong id, long offered)
    {
        var counts = ShadowCounts.Zero with { Offered = offered };
        return new SnapshotPage(
            id, 1, new NodeAddress("gone", id), ["edge"], NodeCounts.Zero with { Shadows = new Dictionary<string, ShadowCounts> { ["m"] = counts } });
    }
}
