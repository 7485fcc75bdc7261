using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak.Load;

/// <summary>What stands before edges in production: it asks each whether it is ready, five times a second, and sends to those that are.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
    private readonly IReadOnlyList<TestNode> _edges;
    private readonly bool[] _isReady;
    private readonly Task _asking;

    /// <summary>Begins to ask; takes all for ready until it has heard otherwise.</summary>
    public Balancer(IReadOnlyList<TestNode> edges)
    {
        _edges = edges;
        _isReady = [.. edges.Select(_ => true)];
        _asking = Task.WhenAll(Enumerable.Range(0, edges.Count).Select(AskAsync));
    }

    /// <summary>Where a request goes.</summary>
    public TestNode Pick(long number)
    {
        var ready = Enumerable.Range(0, _edges.Count).Where(i => Volatile.Read(ref _isReady[i])).ToList();
        return ready.Count == 0 ? _edges[(int)(number % _edges.Count)] : _edges[ready[(int)(number % ready.Count)]];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync(int edge)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
                Volatile.Write(ref _isReady[edge], await IsReadyAsync(_edges[edge]));
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // DisposeAsync
        }
    }

    private async Task<bool> IsReadyAsync(TestNode edge)
    {
        try
        {
            using var answer = await _client.GetAsync($"{edge.AdminUrl}/ready", _stop.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (!_stop.IsCancellationRequested && e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
