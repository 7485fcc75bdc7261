using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>An edge and two shadow nodes whose shadows are compared, each test with Mappings of its own.</summary>
public sealed class ComparedCluster : IAsyncLifetime
{
    private TestCluster? _cluster;

    internal RecordingServer Production { get; } = RecordingServer.Start("production");

    internal RecordingServer Baseline { get; } = RecordingServer.Start("baseline");

    internal RecordingServer Candidate { get; } = RecordingServer.Start("candidate");

    internal TestCluster Cluster => _cluster!;

    internal TestNode Edge => Cluster.Edges[0];

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(new ClusterSetup
    {
        Edges = 1,
        Shadows = 2,
        Mappings =
            MappingText.Pair("alike") + MappingText.Compared("alike", "{}") +
            MappingText.Pair("half") + MappingText.Compared("half", "{ sample: 50 }") +
            MappingText.Pair("noisy") + MappingText.Compared("noisy", "{ baseline: baseline }") +
            MappingText.Pair("hung") + MappingText.Compared("hung", "{ baseline: baseline }") +
            MappingText.Pair("long") + MappingText.Compared("long", "{ max_reply_bytes: 1000 }") +
            MappingText.Pair("failing") + MappingText.Compared("failing", "{}") +
            MappingText.Pair("sampled") + MappingText.Compared("sampled", "{ redact: [X-Tenant] }") +
            MappingText.Pair("good") + MappingText.Compared("good", "{ verdict: { minimum_requests: 200, error_rate: 10 } }") +
            MappingText.Pair("bad") + MappingText.Compared("bad", "{ verdict: { minimum_requests: 200 } }") +
            MappingText.Pair("early") + MappingText.Compared("early", "{}") +
            MappingText.Pair("shown") + MappingText.Compared("shown", "{}") +
            MappingText.Pair("lost") + MappingText.Compared("lost", "{}") +
            MappingText.Pair("plain"),
        Services = new Dictionary<string, string>
        {
            ["production"] = Production.Endpoint,
            ["baseline"] = Baseline.Endpoint,
            ["shadow"] = Candidate.Endpoint,
        },
    });

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        await Production.DisposeAsync();
        await Baseline.DisposeAsync();
        await Candidate.DisposeAsync();
    }
}
