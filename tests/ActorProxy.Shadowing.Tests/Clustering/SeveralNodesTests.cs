using System.Globalization;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Clustering;

[Collection(ClusterCollection.Name)]
public sealed class SeveralNodesTests : IAsyncDisposable
{
    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");

    public ValueTask DisposeAsync() => _shadow.DisposeAsync();

    [Fact]
    public async Task An_edge_isReadyOnceADispatcherIsThere_andItsCopiesCrossTheWire()
    {
        await using var edge = await TestPlane.StartAsync(_shadow.Port, TestPlane.Edge);
        await Deadline.UntilAsync(() => edge.Plane.Cluster.Read().NotReadyReason == "no node with the role shadow is up", "the edge says what it lacks");
        edge.Offer(20);

        await using var shadow = await TestPlane.StartAsync(_shadow.Port, TestPlane.Shadow, [edge.Seed]);
        await edge.ReadyAsync();
        await shadow.ReadyAsync();
        edge.Offer(180);

        await edge.ClosedAsync(200);
        Assert.Equal(200, edge.Count(CopyOutcome.Answered));
        Assert.Equal(200, _shadow.Requests.Count);
        await shadow.ClosedAsync(200);
        Assert.Equal(["edge", "shadow"], shadow.Plane.Metrics.Read().Nodes.Select(n => n.Roles.Single()).Order());
    }

    [Fact]
    public async Task Copies_ofAllSizes_crossTheWireWhole()
    {
        await using var edge = await TestPlane.StartAsync(_shadow.Port, TestPlane.Edge);
        await using var shadow = await TestPlane.StartAsync(_shadow.Port, TestPlane.Shadow, [edge.Seed]);
        await edge.ReadyAsync();
        int[] sizes = [0, 1, 47_000, 49_152, 49_153, 100_000, 1_000_000];

        edge.Offer(70, i => Requests.Post(Body(i, sizes[i % sizes.Length]), $"/{i}", i % 2 == 0 ? BodyFraming.ContentLength : BodyFraming.Chunked));

        await edge.ClosedAsync(70);
        Assert.Equal(70, edge.Count(CopyOutcome.Answered));
        Assert.Equal(70, _shadow.Requests.Count);
        foreach (var (head, body) in _shadow.Requests)
        {
            var i = int.Parse(head[0].Split(' ')[1][1..], CultureInfo.InvariantCulture);
            Assert.Equal(Body(i, sizes[i % sizes.Length]), body);
        }
    }

    [Fact]
    public async Task Control_onOneNode_isInForceOnTheOther()
    {
        await using var edge = await TestPlane.StartAsync(_shadow.Port, TestPlane.Edge);
        await using var shadow = await TestPlane.StartAsync(_shadow.Port, TestPlane.Shadow, [edge.Seed]);
        await edge.ReadyAsync();

        shadow.Plane.Control.Apply(new ControlChange("shadow", 25, null, "me"));
        await Deadline.UntilAsync(() => edge.Plane.Control.Current.WeightOf("shadow", 100) == 25, "the weight is in force");
        edge.Offer(400);

        await edge.ClosedAsync(400);
        Assert.Equal((300, 100), (edge.Count(CopyOutcome.SampledOut), edge.Count(CopyOutcome.Answered)));
    }

    [Fact]
    public async Task A_dispatcherThatLeaves_losesNothing()
    {
        await using var slow = new PacedShadow();
        var route = Routes.Shadow(settings: new ShadowSettings { MaxInFlight = 4, Lanes = 8, Timeout = Deadline.Limit });
        await using var edge = await TestPlane.StartAsync(slow.Port, TestPlane.Edge, null, route);
        var leaving = await TestPlane.StartAsync(slow.Port, TestPlane.Shadow, [edge.Seed], route);
        await edge.ReadyAsync();
        edge.Offer(200, i => Requests.Post(new byte[30_000], $"/{i}"), route);
        await Deadline.UntilAsync(() => slow.Arrived == 32, "every lane has its copies under way, and more in its queue");

        await using var staying = await TestPlane.StartAsync(slow.Port, TestPlane.Shadow, [edge.Seed], route);
        await staying.ReadyAsync();
        var left = leaving.DisposeAsync().AsTask();

        // The shadow begins to answer once its copies are being handed over.
        await Deadline.StaysAsync(() => !left.IsCompleted, TimeSpan.FromSeconds(1), "it waits for the copies under way");
        slow.Answer(1000);
        await left.InTime();

        await edge.ClosedAsync(200);
        Assert.Equal((200, 200), (edge.Count(CopyOutcome.Answered), slow.Arrived));
        Assert.Equal(200, slow.Paths.Distinct().Count());
        await staying.ClosedAsync(200);
    }

    [Fact]
    public async Task An_edgeWhoseActorSystemEnds_joinsAgain_andTheTotalsAreTheSameEverywhere()
    {
        await using var shadow = await TestPlane.StartAsync(_shadow.Port, TestPlane.Shadow);
        await using var edge = await TestPlane.StartAsync(_shadow.Port, TestPlane.Edge, [shadow.Seed]);
        await edge.ReadyAsync();
        edge.Offer(100);
        await edge.ClosedAsync(100);
        var first = edge.Plane.Cluster.System!;

        await first.Terminate().InTime();
        edge.Offer(100);
        await Deadline.UntilAsync(() => edge.Plane.Cluster.System is { } system && system != first, "there is another actor system");
        await Deadline.UntilAsync(() => edge.Plane.Cluster.Read() is { SelfStatus: "up", Members.Count: 2 }, "it is a member again");
        edge.Offer(100);

        await edge.ClosedAsync(300);
        await shadow.ClosedAsync(300);
        Assert.Equal(edge.Metrics().Outcomes, shadow.Metrics().Outcomes);
    }

    [Fact]
    public async Task A_nodeThatStops_leavesItsCountsWithTheOthers()
    {
        await using var staying = await TestPlane.StartAsync(_shadow.Port, TestPlane.Both);
        var leaving = await TestPlane.StartAsync(_shadow.Port, TestPlane.Both, [staying.Seed]);
        await leaving.ReadyAsync();
        leaving.Offer(100);
        await leaving.ClosedAsync(100);
        leaving.Offer(50);

        await leaving.DisposeAsync();

        await staying.ClosedAsync(150);
        await using var joining = await TestPlane.StartAsync(_shadow.Port, TestPlane.Both, [staying.Seed]);
        await joining.ClosedAsync(150);
    }

    private static byte[] Body(int seed, int size)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
