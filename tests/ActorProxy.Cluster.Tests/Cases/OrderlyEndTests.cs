using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
using Xunit.Abstractions;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>SIGTERM: what was begun is finished, the node leaves the cluster, and no number is lost.</summary>
public class OrderlyEndTests(ITestOutputHelper output) : ClusterTest(output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private protected override string Mappings => MappingText.Pair("shop");

    [Fact]
    public async Task An_edge_finishes_its_requests_and_a_shadow_node_hands_over()
    {
        // An edge with twenty requests in flight, each of which takes most of the three seconds that production has.
        var (leaving, staying) = (Cluster.Edges[1], Cluster.Edges[0]);
        Production.Answer(new Reply { Delay = TimeSpan.FromSeconds(2) });
        await using var slow = LoadGenerator.Start(100, $"{leaving.EdgeUrl}/shop/");
        await Eventually.Async(() => Production.Count >= 20, Deadline, "twenty requests are in flight");
        var inFlight = slow.StopAsync();
        await Eventually.Async(() => Production.Count >= slow.Sent, Deadline, "none of them is still on its way to the edge");
        var edgeExit = await leaving.StopAsync();
        var finished = await inFlight;

        finished.AssertAllAnswered();
        Assert.Equal(0, edgeExit);
        await Eventually.Async(staying.Admin.ReadClusterAsync, c => c.Members.Count == 3, Deadline, "the edge has left the cluster");
        var afterEdge = await staying.SettledAsync("shop-shadow", finished.Sent);
        Assert.Equal(finished.Sent, afterEdge.Offered);
        Assert.Equal(finished.Sent, afterEdge.Outcome("answered"));

        // A shadow node under load.
        Production.Answer(Reply.Ok);
        await using var load = LoadGenerator.Start(200, $"{staying.EdgeUrl}/shop/");
        await load.MoreAsync(200);
        var shadowExit = await Cluster.Shadows[0].StopAsync();
        await load.MoreAsync(400);
        var report = await load.StopAsync();

        report.AssertAllAnswered();
        Assert.Equal(0, shadowExit);
        var settled = await staying.SettledAsync("shop-shadow", finished.Sent + report.Sent);
        Assert.Equal(finished.Sent + report.Sent, settled.Offered);
        Assert.True(settled.Outcome("answered") >= settled.Offered * 0.95, $"a hand-over loses next to nothing: {settled}");
    }
}
