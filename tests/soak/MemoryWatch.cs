using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak;

/// <summary>Looks at the nodes' memory once a second, and keeps the most that any took.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;

    /// <summary>Begins to look.</summary>
    public MemoryWatch(TestCluster cluster) => _looking = LookAsync(cluster);

    /// <summary>The most so far, and whose it was.</summary>
    public (long Bytes, string Node) Most { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync(TestCluster cluster)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                foreach (var node in cluster.Nodes) Look(node);
            }
        }
        catch (OperationCanceledException)
        {
            // DisposeAsync
        }
    }

    private void Look(TestNode node)
    {
        try
        {
            if (node.IsRunning && node.ResidentBytes is var bytes && bytes > Most.Bytes) Most = (bytes, node.Name);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It was killed just now.
        }
    }
}
