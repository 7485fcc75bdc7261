using System.Net;
using System.Net.Sockets;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Clustering;

[Collection(ClusterCollection.Name)]
public sealed class ReunionTests : IAsyncDisposable
{
    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");

    public ValueTask DisposeAsync() => _shadow.DisposeAsync();

    [Fact]
    public async Task Two_clusters_thatKnowOfEachOther_becomeOne()
    {
        // The first seed comes up while the second is not there, and founds a cluster of its own.
        var (ownPort, otherPort) = (FreePort(), FreePort());
        await using var island = Create(TestPlane.Edge, ownPort, $"127.0.0.1:{ownPort}", $"127.0.0.1:{otherPort}");
        await island.Plane.StartAsync(CancellationToken.None).InTime();
        await Deadline.UntilAsync(() => Members(island) == 1, "the first seed is a cluster of its own");

        await using var first = Create(TestPlane.Shadow, otherPort);
        await first.Plane.StartAsync(CancellationToken.None).InTime();
        await using var second = await TestPlane.StartAsync(_shadow.Port, TestPlane.Shadow, [first.Seed]);

        await Deadline.UntilAsync(() => Members(first) == 3 && Members(second) == 3 && Members(island) == 3, "all three are one cluster");
        island.Offer(50);
        await island.ClosedAsync(50);
        Assert.Equal(50, island.Count(CopyOutcome.Answered));
    }

    [Theory]
    [InlineData("a", "b,c", true)]
    [InlineData("b,c", "a", false)]
    [InlineData("a,d", "b,c", false)]
    [InlineData("b,c", "d,a", true)]
    public void GivesWay_ofTwoClusters_isTrueForOneOfThem(string own, string others, bool expected)
    {
        Assert.Equal(expected, ReunionActor.GivesWay(own.Split(','), others.Split(',')));
        Assert.Equal(!expected, ReunionActor.GivesWay(others.Split(','), own.Split(',')));
    }

    private TestPlane Create(string[] roles, int port, params string[] seeds) => TestPlane.Create(_shadow.Port, roles, seeds, [Routes.Shadow()], port);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static int Members(TestPlane node) => node.Plane.Cluster.Read().Members.Count(m => m.Status == "up");
}
