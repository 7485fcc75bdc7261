using System.Net;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Admin.Tests.Api;

public sealed class HealthTests
{
    [Fact]
    public async Task Alive_and_ready_answer_200_when_all_is_well()
    {
        await using var node = new Node();
        await node.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await node.Http.GetJsonAsync("/alive")).Status);
        var (status, body) = await node.Http.GetJsonAsync("/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"ready":true,"reason":null}""", body.ToJsonString());
    }

    [Fact]
    public async Task Ready_says_why_not_while_the_cluster_is_not_up_and_alive_does_not_care()
    {
        await using var node = new Node();
        await node.StartAsync();
        node.Cluster.Lose("the actor system is being started anew");

        var (status, body) = await node.Http.GetJsonAsync("/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("""{"ready":false,"reason":"the actor system is being started anew"}""", body.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await node.Http.GetJsonAsync("/alive")).Status);
    }

    [Fact]
    public async Task Ready_says_no_while_the_node_is_ending_and_alive_does_not_care()
    {
        await using var node = new Node();
        await node.StartAsync();
        node.IsEnding = true;

        var (status, body) = await node.Http.GetJsonAsync("/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("the node is ending", (string?)body["reason"]);
        Assert.Equal(HttpStatusCode.OK, (await node.Http.GetJsonAsync("/alive")).Status);
    }

    [Fact]
    public async Task Ready_waits_for_the_mappings()
    {
        await using var node = new Node { Routes = new RouteTableStore() };
        await node.StartAsync();

        var (status, body) = await node.Http.GetJsonAsync("/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("the mappings are not loaded yet", (string?)body["reason"]);
    }

    [Fact]
    public async Task StartAsync_on_a_taken_port_says_so()
    {
        await using var first = new Node();
        await first.StartAsync();
        await using var second = new Node { Url = first.Server!.BoundUrls[0] };

        var refusal = await Assert.ThrowsAsync<AdminBindException>(second.StartAsync);
        Assert.Contains(first.Server.BoundUrls[0], refusal.Message, StringComparison.Ordinal);
        Assert.Contains("taken by another process", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:9110")]
    [InlineData("ftp://127.0.0.1:9110")]
    [InlineData("http://127.0.0.1:9110/path")]
    [InlineData("http://192.0.2.1:0")]
    public async Task StartAsync_on_an_address_that_cannot_be_says_so(string url)
    {
        await using var node = new Node { Url = url };
        var refusal = await Assert.ThrowsAsync<AdminBindException>(node.StartAsync);
        Assert.Contains(url, refusal.Message, StringComparison.Ordinal);
    }

    private sealed class Node : IAsyncDisposable
    {
        public FakeClusterView Cluster { get; } = new();

        public RouteTableStore Routes { get; init; } = SampleRoutes.Loaded();

        public string Url { get; init; } = "http://127.0.0.1:0";

        public bool IsEnding { get; set; }

        public AdminServer? Server { get; private set; }

        public HttpClient Http { get; } = new();

        public async Task StartAsync()
        {
            Server = await AdminServer.StartAsync(new AdminOptions { Url = Url }, Cluster, new FakeMetricsView(), new FakeShadowControl(), Routes, facilities: new NodeFacilities { IsEnding = () => IsEnding });
            Http.BaseAddress = new Uri(Server.BoundUrls[0]);
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            if (Server is not null)
                await Server.DisposeAsync();
        }
    }
}
