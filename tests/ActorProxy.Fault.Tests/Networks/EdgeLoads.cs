using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;

namespace ActorProxy.Fault.Tests.Networks;

/// <summary>A steady load on each edge, which can be taken from one of them while it stands still, as a load balancer would.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="path">Path of all requests; each has a number of its own.</param>
internal sealed class EdgeLoads(TestCluster cluster, string path) : IAsyncDisposable
{
    private const double Rate = 50; // requests per second at each edge

    private readonly Dictionary<TestNode, LoadGenerator> _loads = [];
    private readonly List<LoadReport> _ended = [];

    /// <summary>Requests sent so far.</summary>
    public long Sent => _ended.Sum(r => r.Sent) + _loads.Values.Sum(l => l.Sent);

    /// <summary>Starts to send to all edges.</summary>
    public void Start()
    {
        foreach (var edge in cluster.Edges)
            Give(edge);
    }

    /// <summary>Sends to an edge (again).</summary>
    public void Give(TestNode edge) => _loads[edge] = cluster.StartLoad(Rate, $"{path}{edge.Name}/{_ended.Count}", edge);

    /// <summary>Sends nothing more to an edge, and waits for its answers.</summary>
    public async Task TakeAsync(TestNode edge)
    {
        if (!_loads.Remove(edge, out var load))
            return;
        await using (load)
            _ended.Add(await load.StopAsync());
    }

    /// <summary>Waits until every loaded edge was sent what comes in this time.</summary>
    public Task ForAsync(TimeSpan time) => Task.WhenAll(_loads.Values.Select(load => load.MoreAsync((long)(Rate * time.TotalSeconds))));

    /// <summary>Stops sending, waits for all answers and reports.</summary>
    public async Task<LoadReport> StopAsync()
    {
        foreach (var edge in _loads.Keys.ToList())
            await TakeAsync(edge);
        return LoadReport.Sum(_ended);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();
}
