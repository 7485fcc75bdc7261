using System.Text;
using ActorProxy.Testing.Http;
using ActorProxy.Testing.Network;

namespace ActorProxy.Testing.Cluster;

/// <summary>
/// A cluster of real node processes on this machine, with the verbs of a life in production: start, stop, kill, pause, restart. Whatever a test
/// does, nothing is left behind.
/// </summary>
internal sealed class TestCluster : IAsyncDisposable
{
    /// <summary>The Mapping file that a cluster is started with.</summary>
    public const string FirstMappings = "initial.yaml";

    private static readonly TimeSpan StableLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan MembersLimit = TimeSpan.FromSeconds(30);

    // What only makes tests shorter: how long a node looks for seeds, and how long a lost node is waited for.
    private const string Impatience =
        """
        akka.cluster {
          seed-node-timeout = 1s
          retry-unsuccessful-join-after = 2s
          split-brain-resolver.stable-after = 5s
        }
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("actorproxy-cluster-tests-").FullName;
    private readonly List<TestNode> _nodes = [];
    private readonly List<string> _commonArguments;
    private readonly IReadOnlyList<NetworkHost>? _hosts;
    private readonly string? _program;
    private readonly int[] _seedPorts = [FreePorts.Take(), FreePorts.Take()];

    private TestCluster(ClusterSetup setup)
    {
        (_hosts, _program) = (setup.Hosts, setup.Program);
        Directory.CreateDirectory(Mappings);
        WriteMappings(FirstMappings, setup.Mappings);
        var services = Path.Combine(_directory, "services.yaml");
        File.WriteAllText(services, ServicesText(setup.Services));
        var hocon = Path.Combine(_directory, "tests.hocon");
        File.WriteAllText(hocon, Impatience + setup.Hocon);
        _commonArguments = ["--mappings", Mappings, "--services", services, "--hocon", hocon, .. _seedPorts.SelectMany((p, i) => (string[])["--seed", $"{TestNode.AddressOf(_hosts?[i])}:{p}"]), .. setup.Arguments];
    }

    /// <summary>All nodes, edges first, in the order in which they were first started.</summary>
    public IReadOnlyList<TestNode> Nodes => _nodes;

    /// <summary>The nodes with role <c>edge</c>.</summary>
    public IReadOnlyList<TestNode> Edges => [.. _nodes.Where(n => n.Roles == "edge")];

    /// <summary>The nodes with role <c>shadow</c>.</summary>
    public IReadOnlyList<TestNode> Shadows => [.. _nodes.Where(n => n.Roles == "shadow")];

    private string Mappings => Path.Combine(_directory, "mappings");

    /// <summary>Starts all nodes and waits until every one is ready and sees all others.</summary>
    public static async Task<TestCluster> StartAsync(ClusterSetup setup)
    {
        var cluster = new TestCluster(setup);
        try
        {
            for (var i = 0; i < setup.Edges; i++)
                cluster.Add($"edge-{i + 1}", "edge").Start();
            for (var i = 0; i < setup.Shadows; i++)
                cluster.Add($"shadow-{i + 1}", "shadow").Start();
            await cluster.StableAsync();
            return cluster;
        }
        catch (Exception exception)
        {
            var report = cluster.Report();
            await cluster.DisposeAsync();
            throw new InvalidOperationException($"the cluster did not start: {exception.Message}\n{report}", exception);
        }
    }

    /// <summary>Puts a Mapping file in place, or replaces it, as one step.</summary>
    public void WriteMappings(string file, string text)
    {
        var draft = Path.Combine(_directory, file + ".draft");
        File.WriteAllText(draft, text);
        File.Move(draft, Path.Combine(Mappings, file), overwrite: true);
    }

    /// <summary>Removes a Mapping file.</summary>
    public void DeleteMappings(string file) => File.Delete(Path.Combine(Mappings, file));

    /// <summary>Waits until every running node is ready and all of them see exactly each other, all up and reachable.</summary>
    public async Task StableAsync()
    {
        var running = _nodes.Where(n => n.IsRunning).ToList();
        foreach (var node in running)
        {
            await node.ReadyAsync();
            await Eventually.Async(
                node.Admin.ReadClusterAsync,
                c => c.Members.Count == running.Count && c.Members.All(m => m.Reachable && m.Status == "up"),
                StableLimit,
                $"{node.Name} sees {running.Count} nodes up");
        }
    }

    /// <summary>The node with the shard coordinator: a singleton, so it lives on the oldest shadow node, and members are told by age.</summary>
    /// <param name="seenBy">Who is asked.</param>
    public async Task<TestNode> CoordinatorsNodeAsync(TestNode seenBy)
    {
        var cluster = await Eventually.Async(
            seenBy.Admin.ReadClusterAsync, c => c.Members.Any(m => m.Roles.Contains("shadow")), MembersLimit, $"{seenBy.Name} tells the members");
        var oldest = cluster.Members.First(m => m.Roles.Contains("shadow"));
        return Shadows.Single(n => n.IsAt(oldest.Address));
    }

    /// <summary>A handler for HTTP requests to any of the edges, as clients beside them send them.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (context, cancellation) =>
            await _nodes.Single(n => n.EdgePort == context.DnsEndPoint.Port).ConnectAsync(context.DnsEndPoint, cancellation),
    };

    /// <summary>Starts to send GET requests with numbers of their own to the edges in turn.</summary>
    /// <param name="rate">Requests per second.</param>
    /// <param name="path">Path of all requests.</param>
    /// <param name="edges">Where they go; none means all edges.</param>
    public LoadGenerator StartLoad(double rate, string path, params TestNode[] edges)
    {
        string[] addresses = [.. (edges.Length > 0 ? edges : Edges).Select(e => e.EdgeUrl + path)];
        return LoadGenerator.Start(
            rate, number => new HttpRequestMessage(HttpMethod.Get, $"{addresses[number % addresses.Length]}?n={number}"), CreateHandler());
    }

    /// <summary>What all nodes wrote, for failure messages.</summary>
    public string Report()
    {
        var report = new StringBuilder();
        foreach (var node in _nodes)
            report.Append("===== ").Append(node.Name).Append('\n').Append(node.Output).Append('\n');
        return report.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(n => n.DisposeAsync().AsTask()));
        Directory.Delete(_directory, recursive: true);
    }

    private TestNode Add(string name, string role)
    {
        var port = _nodes.Count < _seedPorts.Length ? _seedPorts[_nodes.Count] : FreePorts.Take();
        var node = new TestNode(name, role, port, Path.Combine(_directory, "state", name), _commonArguments, _hosts?[_nodes.Count]);
        node.Program = _program ?? node.Program;
        _nodes.Add(node);
        return node;
    }

    private static string ServicesText(IReadOnlyDictionary<string, string> services)
    {
        var text = new StringBuilder("services:\n");
        foreach (var (name, endpoint) in services)
            text.Append("  ").Append(name).Append(": [\"").Append(endpoint).Append("\"]\n");
        return text.ToString();
    }
}
