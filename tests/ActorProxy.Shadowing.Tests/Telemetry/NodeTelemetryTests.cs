using ActorProxy.Mappings.Findings;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Telemetry;

/// <summary>A plane whose actor system never starts: everything offered stays in the edge's buffer.</summary>
public sealed class NodeTelemetryTests : IAsyncLifetime
{
    private readonly TestPlane _node = TestPlane.Create(1, TestPlane.Both, [], [Routes.Shadow("shadow", weight: 25), Routes.Shadow("idle")]);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public void Copies_are_told_by_mapping_and_outcome()
    {
        _node.Offer(100, shadow: Routes.Shadow("shadow", weight: 25));

        var values = Read();
        Assert.Equal(100, values["actorproxy.copies.offered{mapping=shadow}"]);
        Assert.InRange(values["actorproxy.copies{mapping=shadow,outcome=sampled_out}"], 74, 76);
        Assert.Equal(0, values["actorproxy.copies{mapping=shadow,outcome=answered}"]);
    }

    [Fact]
    public void Every_outcome_of_every_configured_shadow_is_there_from_the_start()
    {
        var values = Read();
        foreach (var outcome in CopyOutcomes.All)
            Assert.Equal(0, values[$"actorproxy.copies{{mapping=idle,outcome={outcome.Name()}}}"]);
        Assert.Equal(0, values["actorproxy.copies.offered{mapping=idle}"]);
    }

    [Fact]
    public void Buffers_are_told_with_their_limits()
    {
        _node.Offer(10, shadow: Routes.Shadow("shadow"));

        var values = Read();
        Assert.InRange(values["actorproxy.buffer.used{mapping=shadow}"], 1, 100_000);
        Assert.Equal(values["actorproxy.buffer.used{mapping=shadow}"], values["actorproxy.node.buffer.used{}"]);
        Assert.Equal(16 * 1024 * 1024, values["actorproxy.buffer.limit{mapping=shadow}"]);
        Assert.Equal(128 * 1024 * 1024, values["actorproxy.node.buffer.limit{}"]);
    }

    [Fact]
    public void Production_is_told_by_mapping_and_status()
    {
        var meter = _node.Plane.Meters.For("checkout");
        meter.Record(200, failed: false, TimeSpan.FromMilliseconds(2));
        meter.Record(503, failed: true, TimeSpan.FromMilliseconds(20));

        var values = Read();
        Assert.Equal(1, values["actorproxy.production.requests{mapping=checkout,code=200}"]);
        Assert.Equal(1, values["actorproxy.production.requests{mapping=checkout,code=503}"]);
        Assert.Equal(1, values["actorproxy.production.failures{mapping=checkout}"]);
        var durations = _node.Plane.Telemetry.ReadDurations().Single(family => family.Name == "http.server.request.duration");
        var series = Assert.Single(durations.Series, series => series.Tags.Contains(new("mapping", "checkout")));
        Assert.Equal(2, series.Buckets.Counts[^1]);
        Assert.Equal(0.022, series.Buckets.SumSeconds, 6);
    }

    [Fact]
    public void Control_and_configuration_are_told()
    {
        _node.Plane.Control.Apply(new ControlChange("shadow", 50, Paused: true, "a test"));
        _node.Routes.ReportSurroundings([new Finding(Severity.Error, "code", "resource", "message"), new Finding(Severity.Error, "code", "other", "message")]);

        var values = Read();
        Assert.Equal(50, values["actorproxy.shadow.weight{mapping=shadow}"]);
        Assert.Equal(25, values["actorproxy.shadow.configured_weight{mapping=shadow}"]);
        Assert.Equal(1, values["actorproxy.shadow.paused{mapping=shadow}"]);
        Assert.Equal(0, values["actorproxy.shadow.paused{mapping=idle}"]);
        Assert.Equal(2, values["actorproxy.config.findings{severity=error}"]);
        Assert.Equal(0, values["actorproxy.config.findings{severity=warning}"]);
        Assert.Equal(1, values[$"actorproxy.config.info{{generation={_node.Routes.Current.Generation}}}"]);
    }

    [Fact]
    public void A_node_without_an_actor_system_says_so()
    {
        var values = Read();
        Assert.Equal(0, values["actorproxy.node.ready{}"]);
        Assert.Equal(0, values["actorproxy.cluster.members{status=up}"]);
        Assert.Equal(0, values["actorproxy.cluster.unreachable_members{}"]);
        Assert.Single(values.Keys, key => key.StartsWith("actorproxy.build.info{version=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_edge_is_ready_after30s_withoutDispatchers_andADispatcherIsNot()
    {
        var time = new FakeTimeProvider();
        await using var edge = TestPlane.Create(1, TestPlane.Edge, [], [Routes.Shadow()], time: time);
        await using var dispatcher = TestPlane.Create(1, TestPlane.Shadow, [], [Routes.Shadow()], time: time);

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, InstrumentValues.Read(edge.Plane.Telemetry.Meters)["actorproxy.node.ready{}"]);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, InstrumentValues.Read(edge.Plane.Telemetry.Meters)["actorproxy.node.ready{}"]);
        Assert.Equal(0, InstrumentValues.Read(dispatcher.Plane.Telemetry.Meters)["actorproxy.node.ready{}"]);
    }

    private Dictionary<string, double> Read() => InstrumentValues.Read(_node.Plane.Telemetry.Meters);
}
