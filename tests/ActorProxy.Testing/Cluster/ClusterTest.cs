using ActorProxy.Testing.Http;
using Xunit.Abstractions;

namespace ActorProxy.Testing.Cluster;

/// <summary>A test that needs a cluster of its own, because it harms it.</summary>
public abstract class ClusterTest : IAsyncLifetime
{
    private readonly ITestOutputHelper _output;
    private TestCluster? _cluster;

    /// <summary>Prepares the test.</summary>
    /// <param name="output">Gets the nodes' logs; shown when the test fails.</param>
    protected ClusterTest(ITestOutputHelper output) => _output = output;

    /// <summary>The service <c>production</c>.</summary>
    private protected RecordingServer Production { get; } = RecordingServer.Start("production");

    /// <summary>The service <c>shadow</c>.</summary>
    private protected RecordingServer Shadow { get; } = RecordingServer.Start("shadow");

    /// <summary>Gets what was measured.</summary>
    private protected ITestOutputHelper Output => _output;

    /// <summary>The cluster.</summary>
    private protected TestCluster Cluster => _cluster!;

    /// <summary>Mapping resources, YAML.</summary>
    private protected abstract string Mappings { get; }

    /// <summary>Nodes with role <c>edge</c>.</summary>
    private protected virtual int Edges => 2;

    /// <summary>Nodes with role <c>shadow</c>.</summary>
    private protected virtual int Shadows => 2;

    /// <inheritdoc/>
    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(new ClusterSetup
    {
        Edges = Edges,
        Shadows = Shadows,
        Mappings = Mappings,
        Services = new Dictionary<string, string> { ["production"] = Production.Endpoint, ["shadow"] = Shadow.Endpoint },
    });

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            _output.WriteLine(_cluster.Report());
            await _cluster.DisposeAsync();
        }

        await Production.DisposeAsync();
        await Shadow.DisposeAsync();
    }
}
