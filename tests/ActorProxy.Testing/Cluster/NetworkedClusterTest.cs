using ActorProxy.Testing.Http;
using ActorProxy.Testing.Network;
using Xunit.Abstractions;

namespace ActorProxy.Testing.Cluster;

/// <summary>
/// A test with a cluster of two edges and three shadow nodes, each on a host of its own. Edges find production, and shadow nodes the shadow, on
/// their own machine, so that what the network suffers is suffered by the cluster alone.
/// </summary>
public abstract class NetworkedClusterTest : IAsyncLifetime
{
    private const int Edges = 2;
    private const int Shadows = 3;
    private const int Seed = 5;

    private TestCluster? _cluster;

    /// <summary>Prepares the test.</summary>
    /// <param name="output">Gets the nodes' logs; shown when the test fails.</param>
    protected NetworkedClusterTest(ITestOutputHelper output)
    {
        Output = output;
        Network = new VirtualNetwork(Seed);
        Hosts = [.. Enumerable.Range(0, Edges + Shadows).Select(_ => Network.AddHost())];
        Production = RecordingServer.Start("production", Hosts);
        Shadow = RecordingServer.Start("shadow", Hosts);
        Production.Keeps = false;
    }

    /// <summary>Shown when the test fails.</summary>
    private protected ITestOutputHelper Output { get; }

    /// <summary>What connects the nodes.</summary>
    private protected VirtualNetwork Network { get; }

    /// <summary>Hosts of the nodes, edges first.</summary>
    private protected IReadOnlyList<NetworkHost> Hosts { get; }

    /// <summary>The service <c>production</c>.</summary>
    private protected RecordingServer Production { get; }

    /// <summary>The service <c>shadow</c>.</summary>
    private protected RecordingServer Shadow { get; }

    /// <summary>The cluster.</summary>
    private protected TestCluster Cluster => _cluster!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(new ClusterSetup
    {
        Edges = Edges,
        Shadows = Shadows,
        Hosts = Hosts,
        Mappings = MappingText.Pair("shop"),
        Services = new Dictionary<string, string> { ["production"] = Production.Endpoint, ["shadow"] = Shadow.Endpoint },
    });

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            Output.WriteLine(_cluster.Report());
            await _cluster.DisposeAsync();
        }

        await Production.DisposeAsync();
        await Shadow.DisposeAsync();
        Network.Dispose();
    }
}
