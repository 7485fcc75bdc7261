using ActorProxy.Testing.Http;
using ActorProxy.Testing.Network;

namespace ActorProxy.Testing.Cluster;

/// <summary>
/// A cluster of two edges and three shadow nodes, each on a host of its own. Edges find production, and shadow nodes the shadow, on their own
/// machine, so that what the network suffers is suffered by the cluster alone. Tests share it one after the other: it has to be whole again after
/// each, and one that fails leaves the next a new cluster.
/// </summary>
public sealed class NetworkedCluster : IAsyncLifetime
{
    private const int EdgeCount = 2;
    private const int ShadowCount = 3;
    private const int Seed = 5;

    // Little, so that a long fault fills it.
    private const long BufferBytes = 512 * 1024;

    private static readonly TimeSpan ReloadLimit = TimeSpan.FromSeconds(30);

    private readonly NetworkHost[] _hosts;
    private TestCluster? _cluster;
    private bool _isSpoilt;
    private int _given;

    /// <summary>Makes hosts and services; nodes are started for the first test.</summary>
    public NetworkedCluster()
    {
        Network = new VirtualNetwork(Seed);
        _hosts = [.. Enumerable.Range(0, EdgeCount + ShadowCount).Select(_ => Network.AddHost())];
        Production = RecordingServer.Start("production", _hosts);
        Shadow = RecordingServer.Start("shadow", _hosts);
        Production.Keeps = false;
    }

    /// <summary>What connects the nodes.</summary>
    internal VirtualNetwork Network { get; }

    /// <summary>The service <c>production</c>.</summary>
    internal RecordingServer Production { get; }

    /// <summary>The service <c>shadow</c>.</summary>
    internal RecordingServer Shadow { get; }

    /// <summary>The nodes; edges are the seeds.</summary>
    internal TestCluster Cluster => _cluster ?? throw new InvalidOperationException("no test was begun");

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Makes sure of a whole cluster and puts a production Mapping with a shadow of its own in force, so that its counters tell of one test alone.</summary>
    /// <returns>The production Mapping's name; the shadow's ends with <c>-shadow</c>.</returns>
    internal async Task<string> BeginAsync()
    {
        var name = $"shop{++_given}";
        Shadow.Clear();
        if (_isSpoilt || _cluster is null)
        {
            await EndAsync();
            Network.Heal();
            _cluster = await TestCluster.StartAsync(new ClusterSetup
            {
                Edges = EdgeCount,
                Shadows = ShadowCount,
                Hosts = _hosts,
                Arguments = ["--buffer-bytes", $"{BufferBytes}"],
                Mappings = MappingText.Pair(name),
                Services = new Dictionary<string, string> { ["production"] = Production.Endpoint, ["shadow"] = Shadow.Endpoint },
            });
        }
        else
        {
            await ReplaceMappingsAsync(MappingText.Pair(name));
        }

        // Until the test ends well.
        _isSpoilt = true;
        return name;
    }

    /// <summary>A test has left the cluster whole.</summary>
    internal void EndedWell() => _isSpoilt = false;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await EndAsync();
        await Production.DisposeAsync();
        await Shadow.DisposeAsync();
        Network.Dispose();
    }

    private async Task EndAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _cluster = null;
    }

    private async Task ReplaceMappingsAsync(string mappings)
    {
        var before = (await Cluster.Nodes[0].Admin.ReadDiagnosticsAsync()).Generation;
        Cluster.WriteMappings(TestCluster.FirstMappings, mappings);
        foreach (var node in Cluster.Nodes)
            await Eventually.Async(node.Admin.ReadDiagnosticsAsync, d => d.Generation != before, ReloadLimit, $"{node.Name} has the new Mappings in force");
    }
}
