using ActorProxy.Admin.Tests.Fakes;

namespace ActorProxy.Admin.Tests.Prometheus;

public sealed class PrometheusEndpointTests(AdminFixture node) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task Metrics_is_this_nodes_telemetry_in_the_text_format()
    {
        node.Telemetry.Meter.CreateObservableGauge("actorproxy.probe", () => 42);

        using var reply = await node.Http.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", reply.Content.Headers.ContentType?.ToString());
        Assert.Contains("\nactorproxy_probe 42\n", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
