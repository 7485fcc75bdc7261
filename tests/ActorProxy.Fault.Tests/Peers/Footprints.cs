using ActorProxy.Testing.Cluster;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>Watches what a node takes of its machine while its peers misbehave.</summary>
internal sealed class Footprints : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly TestNode _node;
    private readonly ProcessFootprint _start;
    private readonly Task _watching;
    private long _peak;

    /// <summary>Begins to watch.</summary>
    public Footprints(TestNode node)
    {
        _node = node;
        _start = ProcessFootprint.Of(node);
        _watching = WatchAsync();
    }

    /// <summary>Checks that memory stayed within what the node's own limits allow, and waits until threads and connections are given back.</summary>
    public async Task CheckAsync()
    {
        Assert.True(_node.IsRunning, $"{_node.Name} has ended");
        var peak = Interlocked.Read(ref _peak);
        var limit = _start.Bytes + ProcessFootprint.SpareBytes;
        Assert.True(peak <= limit, $"{_node.Name} grew from {_start} to {peak >> 20} MiB");
        await ProcessFootprint.BackToAsync(_node, _start);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_node.Name}: {_start} -> {ProcessFootprint.Of(_node)}, at most {Interlocked.Read(ref _peak) >> 20} MiB";

    private async Task WatchAsync()
    {
        using var pace = new PeriodicTimer(Interval);
        try
        {
            while (await pace.WaitForNextTickAsync(_stop.Token))
                Interlocked.Exchange(ref _peak, Math.Max(_peak, _node.ResidentBytes));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The end of watching, or of the node.
        }
    }
}
