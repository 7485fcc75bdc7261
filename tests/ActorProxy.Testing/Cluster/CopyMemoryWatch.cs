namespace ActorProxy.Testing.Cluster;

/// <summary>Reads the edges' memory of copies over and over, and notes the most that one of them held.</summary>
internal sealed class CopyMemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task<CopyMemory>[] _watching;

    private CopyMemoryWatch(IEnumerable<TestNode> edges) => _watching = [.. edges.Select(WatchAsync)];

    /// <summary>Begins to watch.</summary>
    public static CopyMemoryWatch Start(IEnumerable<TestNode> edges) => new(edges);

    /// <summary>Ends the watch, and fails if a shadow's budget was exceeded.</summary>
    /// <returns>The most that copies of one shadow took at one edge, bytes.</returns>
    public async Task<long> StopAsync()
    {
        await _stop.CancelAsync();
        var most = await Task.WhenAll(_watching);
        Assert.All(most, m => Assert.InRange(m.ShadowUsedBytes, 0, m.ShadowLimitBytes));
        return most.Max(m => m.ShadowUsedBytes);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_watching);
        _stop.Dispose();
    }

    private async Task<CopyMemory> WatchAsync(TestNode edge)
    {
        using var timer = new PeriodicTimer(Interval);
        var most = new CopyMemory(0, 0, 0);
        try
        {
            do
                most = await MoreAsync(edge, most);
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // StopAsync
        }

        return most;
    }

    private static async Task<CopyMemory> MoreAsync(TestNode edge, CopyMemory most)
    {
        try
        {
            return await CopyMemory.ReadAsync(edge) is var now && now.ShadowUsedBytes >= most.ShadowUsedBytes ? now : most;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return most; // it stands still
        }
    }
}
