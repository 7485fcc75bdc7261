using ActorProxy.Mappings.Routing;
using Akka.Actor;

namespace ActorProxy.Admin.Tests.Fakes;

/// <summary>A real admin listener on a free port, over a node that is made of fakes, with a real actor system.</summary>
public sealed class AdminFixture : IAsyncLifetime
{
    private ActorSystem? _system;

    public AdminOptions Options { get; init; } = new() { Url = "http://127.0.0.1:0" };

    public FakeClusterView Cluster { get; } = new();

    public FakeMetricsView Metrics { get; } = new();

    public FakeShadowControl Control { get; } = new();

    public FakeComparisonView Comparisons { get; } = new();

    public RouteTableStore Routes { get; init; } = SampleRoutes.Loaded();

    /// <summary>What the node's process allows; nothing when null.</summary>
    public NodeFacilities? Facilities { get; init; }

    public FakeTelemetry Telemetry { get; } = new();

    public AdminServer Server { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public string Url => Server.BoundUrls[0];

    public async Task InitializeAsync()
    {
        _system = ActorSystem.Create("admin-tests", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");
        Cluster.Start(_system);
        Server = await AdminServer.StartAsync(
            Options, Cluster, Metrics, Control, Routes, facilities: Facilities, comparisons: Comparisons, telemetry: Telemetry);
        Http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Server.StopAsync();
        await Server.DisposeAsync();
        Telemetry.Dispose();
        await _system!.Terminate();
    }
}
