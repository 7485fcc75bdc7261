using System.Net;
using System.Net.Sockets;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Wire;
using Akka.Actor;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Clustering;

[Collection(ClusterCollection.Name)]
public sealed class SingleNodeTests : IAsyncDisposable
{
    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");

    public ValueTask DisposeAsync() => _shadow.DisposeAsync();

    [Fact]
    public async Task Copies_arriveAtTheShadow_andTheAccountsClose()
    {
        await using var node = await TestPlane.StartAsync(_shadow.Port, TestPlane.Both);
        await node.ReadyAsync();

        node.Offer(500);
        await node.Plane.SettleAsync(Deadline.Limit, CancellationToken.None);

        Assert.Equal((500, 500), (node.Metrics().Offered, node.Count(CopyOutcome.Answered)));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"/{i}").Order(), _shadow.Requests.Select(r => r.Head[0].Split(' ')[1]).Order());
        Assert.All(_shadow.Requests, request => Assert.Contains("Host: example.com-shadow", request.Head));
        Assert.Equal(500, node.Metrics().ShadowLatency.Count);
        Assert.Equal(500, node.Metrics().Statuses[204]);
    }

    [Fact]
    public async Task Settling_waitsForEveryCopy_whereverItIs()
    {
        var ended = new CancellationToken(canceled: true);
        await using var node = TestPlane.Create(_shadow.Port, TestPlane.Both, [], [Routes.Shadow()]);
        var offer = node.Plane.Offers.For(Routes.Shadow());
        Assert.True(offer.Wants(new CopyTraits { Method = "GET" }, out var ticket));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.Plane.SettleAsync(Deadline.Limit, ended));

        offer.GiveUp(ticket, CopyOutcome.Aborted);

        await node.Plane.SettleAsync(Deadline.Limit, ended);
    }

    [Fact]
    public async Task Copies_offeredBeforeTheStart_waitForIt()
    {
        await using var node = TestPlane.Create(_shadow.Port, TestPlane.Both, [], [Routes.Shadow()]);
        node.Offer(10);
        Assert.Equal("down", node.Plane.Cluster.Read().SelfStatus);
        Assert.False(node.Plane.Cluster.Read().IsReady);

        await node.Plane.StartAsync(CancellationToken.None).InTime();

        await node.ClosedAsync(10);
        Assert.Equal(10, node.Count(CopyOutcome.Answered));
    }

    /// <summary>Production does not need the cluster; nodes that only send copies do.</summary>
    [Theory]
    [InlineData(ClusterSettings.EdgeRole, true)]
    [InlineData(ClusterSettings.ShadowRole, false)]
    public async Task Readiness_ofAnEdge_doesNotWaitForADispatcherForEver(string role, bool isReady)
    {
        var time = new FakeTimeProvider();
        await using var node = TestPlane.Create(_shadow.Port, [role], [], [Routes.Shadow()], time: time);

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(node.Plane.Cluster.Read().IsReady);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(isReady, node.Plane.Cluster.Read().IsReady);
    }

    [Fact]
    public async Task Read_describesTheNode()
    {
        await using var node = await TestPlane.StartAsync(_shadow.Port, TestPlane.Both);
        await node.ReadyAsync();

        var state = node.Plane.Cluster.Read();

        Assert.Equal(("up", null), (state.SelfStatus, state.NotReadyReason));
        Assert.Equal(state.SelfAddress, state.Leader);
        var member = Assert.Single(state.Members);
        Assert.Equal((state.SelfAddress, "up", true, true, true), (member.Address, member.Status, member.IsReachable, member.IsSelf, member.IsLeader));
        Assert.Equal(["edge", "shadow"], member.Roles);
    }

    [Fact]
    public async Task Messages_travelInOurFormOnly()
    {
        await using var node = await TestPlane.StartAsync(_shadow.Port, TestPlane.Both);
        var serialization = ((ExtendedActorSystem)node.Plane.Cluster.System!).Serialization;

        Assert.All(ShadowingSerializer.Types, type => Assert.IsType<ShadowingSerializer>(serialization.FindSerializerForType(type)));
        Assert.ThrowsAny<Exception>(() => serialization.FindSerializerFor(new Unbound()));
    }

    [Fact]
    public async Task Settings_ofTheOperator_overrideTheBuiltInOnes()
    {
        await using var node = await TestPlane.StartAsync(_shadow.Port, TestPlane.Both);
        var config = node.Plane.Cluster.System!.Settings.Config;

        Assert.Equal(TimeSpan.FromSeconds(2), config.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after"));
        Assert.Equal("ddata", config.GetString("akka.cluster.sharding.state-store-mode"));
        Assert.Equal(TimeSpan.FromSeconds(15), config.GetTimeSpan("akka.cluster.sharding.handoff-timeout"));
        Assert.Equal(256_000, config.GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size"));
    }

    [Fact]
    public async Task A_takenPort_failsTheStartWithItsAddress()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        var node = TestPlane.Create(_shadow.Port, TestPlane.Both, [], [], port);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => node.Plane.StartAsync(CancellationToken.None).InTime());

        Assert.Contains($"127.0.0.1:{port}", failure.Message);
        await node.Plane.DisposeAsync();
    }

    [Fact]
    public async Task Stop_endsWhatIsUnderWayAsUnconfirmed_andTheActorSystem()
    {
        await using var hung = RawShadow.Serving(async (self, stream) =>
        {
            while (await self.ReadRequestAsync(stream)) { }
        });
        var node = await TestPlane.StartAsync(hung.Port, TestPlane.Both);
        await node.ReadyAsync();
        node.Offer(100);
        await Deadline.UntilAsync(() => !hung.Requests.IsEmpty, "copies are under way");
        var system = node.Plane.Cluster.System!;

        await node.DisposeAsync();

        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.Null(node.Plane.Cluster.System);
        Assert.Equal((100, 0), (node.Metrics().Offered, node.Metrics().UnderWay));
        Assert.Equal(100, node.Count(CopyOutcome.Unconfirmed));
    }

    [Fact]
    public async Task An_actorSystemThatEnds_isReplaced_andEveryCopyIsCounted()
    {
        await using var node = await TestPlane.StartAsync(_shadow.Port, TestPlane.Both);
        await node.ReadyAsync();
        node.Offer(100);
        await node.ClosedAsync(100);
        var (first, address) = (node.Plane.Cluster.System!, node.Plane.Cluster.Read().SelfAddress);
        var started = new List<ActorSystem>();
        node.Plane.Cluster.SystemStarted += started.Add;

        var terminated = first.Terminate();
        node.Offer(200);
        await terminated.InTime();
        node.Offer(200);

        // Traffic is not taken from an edge for what happens to its cluster.
        Assert.True(node.Plane.Cluster.Read().IsReady);
        await Deadline.UntilAsync(() => node.Plane.Cluster.System is { } system && system != first, "there is another actor system");
        node.Offer(100);

        await node.ClosedAsync(600);
        Assert.Equal(600, node.Count(CopyOutcome.Answered) + node.Count(CopyOutcome.Unconfirmed));
        Assert.InRange(node.Count(CopyOutcome.Answered), 400, 600);
        Assert.Equal([node.Plane.Cluster.System!], started);
        Assert.Equal(address, node.Plane.Cluster.Read().SelfAddress);
    }

    [Fact]
    public async Task A_nodeThatWasSentAway_joinsAgainWhenAsked()
    {
        await using var node = await TestPlane.StartAsync(_shadow.Port, TestPlane.Shadow);
        await Deadline.UntilAsync(() => node.Plane.Cluster.Read().SelfStatus == "up", "it is a member");
        Assert.Contains("leave first", Assert.Throws<InvalidOperationException>(() => node.Plane.Membership.Join(null)).Message);
        Assert.Contains("'nonsense' is not an address", Assert.Throws<InvalidOperationException>(() => node.Plane.Membership.Join("nonsense")).Message);

        var cluster = Akka.Cluster.Cluster.Get(node.Plane.Cluster.System!);
        cluster.Leave(cluster.SelfAddress);
        await Deadline.UntilAsync(() => node.Plane.Cluster.Read().NotReadyReason?.Contains("has left the cluster") == true, "it has left");
        Assert.Null(node.Plane.Cluster.System);

        Assert.Empty(node.Plane.Membership.Join(null));
        await Deadline.UntilAsync(() => node.Plane.Cluster.Read().SelfStatus == "up", "it is a member of a cluster of its own again");
    }

    [Fact]
    public async Task Runtime_control_survivesTheRestartOfTheNode()
    {
        using var state = new TemporaryDirectory();
        var node = TestPlane.Create(_shadow.Port, TestPlane.Both, [], [Routes.Shadow()], state: state.Path);
        await node.Plane.StartAsync(CancellationToken.None).InTime();
        node.Plane.Control.Apply(new ControlChange("shadow", null, true, "me"));
        node.Offer(5);
        await node.DisposeAsync();

        await using var again = TestPlane.Create(_shadow.Port, TestPlane.Both, [], [Routes.Shadow()], state: state.Path);
        again.Offer(5);

        Assert.Equal((5, 5), (node.Count(CopyOutcome.Paused), again.Count(CopyOutcome.Paused)));
    }

    [Fact]
    public async Task A_routeThatGoes_countsItsCopies_andOneThatComesIsServed()
    {
        await using var node = await TestPlane.StartAsync(_shadow.Port, TestPlane.Both);
        await node.ReadyAsync();
        node.Offer(50);

        node.Routes.Swap(Routes.Table(Routes.Shadow("other", settings: new ShadowSettings { Lanes = 1 })));
        node.Offer(20, shadow: Routes.Shadow("other"));

        await node.ClosedAsync(50);
        await Deadline.UntilAsync(() => node.Metrics("other").Outcomes[(int)CopyOutcome.Answered] == 20, "the other's copies arrive");
    }

    private sealed class Unbound;
}
