using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>
/// Two edges and two shadow nodes for all tests that leave the cluster as they find it. Each test uses Mappings of its own, so that their
/// counters tell of it alone.
/// </summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private TestCluster? _cluster;

    internal RecordingServer Production { get; } = RecordingServer.Start("production");

    internal RecordingServer Canary { get; } = RecordingServer.Start("canary");

    internal RecordingServer Shadow { get; } = RecordingServer.Start("shadow");

    internal TestCluster Cluster => _cluster!;

    internal TestNode Edge => Cluster.Edges[0];

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(new ClusterSetup
    {
        Mappings =
            MappingText.Pair("copies") +
            MappingText.Pair("limits") +
            MappingText.Pair("totals") +
            MappingText.Pair("tenth", weight: 10) +
            MappingText.Production("split", "/split/", "production") +
            MappingText.Production("split-canary", "/split/", "canary", weight: 10) +
            MappingText.Shadow("split-shadow", "/split/", "shadow", weight: 10) +
            MappingText.Pair("weighed") +
            MappingText.Pair("paused") +
            MappingText.Pair("steady") +
            MappingText.Pair("scraped", weight: 80) +
            MappingText.Pair("commanded") +
            MappingText.Pair("judged") + MappingText.Compared("judged", "{}"),
        Services = new Dictionary<string, string>
        {
            ["production"] = Production.Endpoint,
            ["canary"] = Canary.Endpoint,
            ["shadow"] = Shadow.Endpoint,
        },
    });

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        await Production.DisposeAsync();
        await Canary.DisposeAsync();
        await Shadow.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class SharedClusterCollection : ICollectionFixture<SharedCluster>
{
    public const string Name = "shared cluster";
}
