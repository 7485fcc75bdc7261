using ActorProxy.Kubernetes.Tests.Support;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Kubernetes.Tests.Services;

public sealed class KubernetesServicesTests
{
    private const string Ready = """{"ready":true,"serving":true,"terminating":false}""";
    private const string Ending = """{"ready":false,"serving":true,"terminating":true}""";
    private const string NotReady = """{"ready":false,"serving":false,"terminating":false}""";

    [Theory]
    [InlineData("web")]
    [InlineData("web.default")]
    [InlineData("web.default.svc")]
    [InlineData("web.default.svc.cluster.local")]
    public async Task A_port_of_a_service_leads_to_the_port_of_that_name_of_its_ready_endpoints(string host)
    {
        await using var server = await ApiServer.StartAsync();
        server.Store.Put("services", ApiObjects.Service("web", ("http", 80), ("admin", 81)));
        server.Store.Put("endpointslices", ApiObjects.Slice("web-1", "web", "http", 8080, ("10.0.0.2", Ready), ("10.0.0.3", NotReady), ("10.0.0.1", "{}")));
        server.Store.Put("endpointslices", ApiObjects.Slice("web-2", "web", "http", 8080, ("fd00::1", Ready)));
        server.Store.Put("endpointslices", ApiObjects.Slice("web-3", "web", "admin", 9000, ("10.0.0.2", Ready)));
        await using var node = new WatchingNode(server, withEndpoints: true);
        await UntilEndpointsAsync(node, host, 80, "10.0.0.1:8080 10.0.0.2:8080 [fd00::1]:8080");
        Assert.Equal("10.0.0.2:9000", Endpoints(node, host, 81));
        Assert.Null(Endpoints(node, host, 82));
    }

    [Fact]
    public async Task Endpoints_that_are_ending_serve_only_while_there_are_no_others()
    {
        await using var server = await ApiServer.StartAsync();
        server.Store.Put("services", ApiObjects.Service("web", ("", 80)));
        server.Store.Put("endpointslices", ApiObjects.Slice("web-1", "web", "", 8080, ("10.0.0.1", Ending), ("10.0.0.2", Ready)));
        await using var node = new WatchingNode(server, withEndpoints: true);
        await UntilEndpointsAsync(node, "web", 80, "10.0.0.2:8080");
        server.Store.Put("endpointslices", ApiObjects.Slice("web-1", "web", "", 8080, ("10.0.0.1", Ending), ("10.0.0.2", NotReady)));
        await UntilEndpointsAsync(node, "web", 80, "10.0.0.1:8080");
        server.Store.Put("endpointslices", ApiObjects.Slice("web-1", "web", "", 8080));
        await UntilEndpointsAsync(node, "web", 80, "");
        server.Store.Delete("endpointslices", "web-1");
        await UntilEndpointsAsync(node, "web", 80, null);
    }

    [Fact]
    public async Task Hosts_that_are_no_services_with_slices_are_left_to_DNS()
    {
        await using var server = await ApiServer.StartAsync();
        server.Store.Put("services", ApiObjects.Service("external", ("", 80)));
        server.Store.Put("services", ApiObjects.Service("web", ("", 80)));
        server.Store.Put("endpointslices", ApiObjects.Slice("web-1", "web", "", 8080, ("10.0.0.1", Ready)));
        await using var node = new WatchingNode(server, withEndpoints: true);
        await UntilEndpointsAsync(node, "web", 80, "10.0.0.1:8080");
        foreach (var host in (string[])["external", "example.com", "a.b.example.com", "10.0.0.9", "web.other", "localhost"])
            Assert.Null(Endpoints(node, host, 80));
    }

    [Fact]
    public async Task Without_the_right_to_read_slices_everything_is_left_to_DNS_and_told()
    {
        await using var server = await ApiServer.StartAsync();
        for (var i = 0; i < 100; i++)
            server.OnceRefuse("list", "endpointslices", 403);
        await using var node = new WatchingNode(server, withEndpoints: true);
        await node.UntilAsync(() => node.Problems.Any(problem => problem.Message.Contains("403", StringComparison.Ordinal)), "a finding");
        await node.Source.Complete.InTime();
        Assert.Null(Endpoints(node, "web", 80));
    }

    private static Task UntilEndpointsAsync(WatchingNode node, string host, int port, string? expected) =>
        node.UntilAsync(() => Endpoints(node, host, port) == expected, $"{host}:{port} at '{expected}'");

    private static string? Endpoints(WatchingNode node, string host, int port) =>
        node.Source.Find(new ServiceTarget("http", host, port, true)) is { } endpoints ? string.Join(" ", endpoints) : null;
}
