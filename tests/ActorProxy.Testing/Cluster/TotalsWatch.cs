namespace ActorProxy.Testing.Cluster;

/// <summary>Reads a node's totals over and over, and notes whenever one of them is less than it was before.</summary>
internal sealed class TotalsWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _falls = [];
    private readonly TestNode _node;
    private readonly Task _watching;
    private Dictionary<string, long> _last = [];

    private TotalsWatch(TestNode node)
    {
        _node = node;
        _watching = WatchAsync();
    }

    /// <summary>Begins to watch.</summary>
    public static TotalsWatch Start(TestNode node) => new(node);

    /// <summary>Ends the watch.</summary>
    /// <returns>What went down; empty when nothing did.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        return _falls;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
                Compare(Totals(await _node.Admin.ReadMetricsAsync()));
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // StopAsync
        }
    }

    private void Compare(Dictionary<string, long> totals)
    {
        _falls.AddRange(_last.Where(l => totals.GetValueOrDefault(l.Key) < l.Value).Select(l => $"{l.Key}: {l.Value} -> {totals.GetValueOrDefault(l.Key)}"));
        _last = totals;
    }

    private static Dictionary<string, long> Totals(MetricsAnswer metrics)
    {
        var totals = new Dictionary<string, long>();
        foreach (var shadow in metrics.Cluster.Shadows)
        {
            totals[$"{shadow.Name} offered"] = shadow.Offered;
            foreach (var (outcome, count) in shadow.Outcomes)
                totals[$"{shadow.Name} {outcome}"] = count;
        }

        foreach (var production in metrics.Cluster.Productions)
            totals[$"{production.Name} requests"] = production.Requests;
        return totals;
    }
}
