using System.Net;
using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Cluster;

/// <summary>A running node of ActorProxy.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Process">Its process.</param>
/// <param name="EdgeUrl">Where its edge listens, with a slash at the end; nobody listens there when it is none.</param>
/// <param name="AdminUrl">Where its admin API listens, with a slash at the end.</param>
/// <param name="RemotePort">Port of remoting.</param>
internal sealed record BenchNode(string Name, BenchProcess Process, string EdgeUrl, string AdminUrl, int RemotePort);

/// <summary>A running cluster of ActorProxy.</summary>
internal sealed class BenchCluster
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(90);

    private BenchCluster(IReadOnlyList<BenchNode> nodes, string mappingsFile)
    {
        (Nodes, MappingsFile) = (nodes, mappingsFile);
        Copies = new CopyAccounts(nodes[0].AdminUrl);
    }

    /// <summary>Its nodes; the first is the seed.</summary>
    public IReadOnlyList<BenchNode> Nodes { get; }

    /// <summary>The file that all of them read their Mappings from.</summary>
    public string MappingsFile { get; }

    /// <summary>Where its copies ended.</summary>
    public CopyAccounts Copies { get; }

    /// <summary>Starts a cluster and waits until every node is ready.</summary>
    /// <param name="work">Where.</param>
    /// <param name="name">Prefix of the nodes' names.</param>
    /// <param name="roles">Roles of each node, by the node's name.</param>
    /// <param name="production">Address of production.</param>
    /// <param name="routes">What it routes.</param>
    public static async Task<BenchCluster> StartAsync(
        Workplace work, string name, IReadOnlyList<(string Node, string Roles)> roles, string production, IReadOnlyList<BenchRoute> routes)
    {
        var mappings = work.Write($"{name}/mappings/bench.yaml", ClusterLayout.Mappings(routes));
        var services = work.Write($"{name}/services.yaml", ClusterLayout.Services(production, routes));
        var seed = work.TakePort();
        var nodes = roles.Select((r, i) => StartNode(work, name, r.Node, r.Roles, i == 0 ? seed : work.TakePort(), seed, mappings, services)).ToArray();
        var cluster = new BenchCluster(nodes, mappings);
        foreach (var node in nodes)
            await node.Process.WaitUntilAsync(() => IsReadyAsync(node, nodes.Length, work.Stop), ReadyLimit, work.Stop).ConfigureAwait(false);
        return cluster;
    }

    /// <summary>Ends its nodes.</summary>
    public Task EndAsync(Workplace work) => Task.WhenAll(Nodes.Select(n => work.EndAsync(n.Process)));

    private static BenchNode StartNode(
        Workplace work, string cluster, string name, string roles, int remote, int seed, string mappings, string services)
    {
        var (edge, admin) = ($"http://127.0.0.1:{work.TakePort()}", $"http://127.0.0.1:{work.TakePort()}");
        var process = work.Start(
            $"{cluster}-{name}", Programs.Node, "run", "--roles", roles, "--mappings", Path.GetDirectoryName(mappings)!, "--services", services,
            "--listen", edge, "--admin", admin, "--remote", $"127.0.0.1:{remote}", "--seed", $"127.0.0.1:{seed}", "--log-level", "Warning");
        return new BenchNode(name, process, edge + "/", admin + "/", remote);
    }

    private static async Task<bool> IsReadyAsync(BenchNode node, int members, CancellationToken stop)
    {
        try
        {
            using var ready = await LocalHttp.Client.GetAsync(node.AdminUrl + "ready", stop).ConfigureAwait(false);
            return ready.StatusCode == HttpStatusCode.OK && await CopyAccounts.MembersUpAsync(node.AdminUrl, stop).ConfigureAwait(false) == members;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
