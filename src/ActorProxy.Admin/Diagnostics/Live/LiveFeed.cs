using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Sharding;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Diagnostics.Live;

/// <summary>
/// Reads the node once a second for everybody who looks at the page, and not at all when nobody does.
/// </summary>
internal sealed class LiveFeed(NodeViews node, TimeProvider time, ILogger<LiveFeed> log) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShardInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _sync = new();
    private readonly MetricsHistory _history = new();
    private readonly List<Watch> _watches = [];
    private CancellationTokenSource? _stop;
    private volatile IReadOnlyList<RegionResponse>? _regions;
    private long? _regionsAsked;

    /// <summary>Whether anybody looks.</summary>
    public bool IsWatched
    {
        get
        {
            lock (_sync) return _watches.Count > 0;
        }
    }

    /// <summary>Stops, whoever looks.</summary>
    public void Dispose()
    {
        lock (_sync)
        {
            _watches.Clear();
            Stop();
        }
    }

    /// <summary>Reads everything now.</summary>
    public PageState Read()
    {
        lock (_sync)
        {
            var at = time.GetUtcNow();
            var report = node.Metrics.Read();
            var totals = new MetricsAssembly(node.Routes.Current, node.Control.Current).Complete(report.Cluster);
            return new PageState
            {
                At = at,
                Cluster = node.ReadCluster(),
                Readiness = node.ReadReadiness(),
                Totals = totals,
                Nodes = report.Nodes,
                OldestAge = report.OldestAge,
                Control = node.ReadShadows(),
                Changes = node.ReadHistory(null).Changes,
                Configuration = node.ReadDiagnostics(),
                Regions = _regions,
                Recent = _history.Add(at, totals),
                History = _history.Points,
            };
        }
    }

    /// <summary>Starts to look: <paramref name="onState"/> gets a new state each second until the answer is disposed of.</summary>
    public IDisposable Subscribe(Action<PageState> onState)
    {
        var watch = new Watch(this, onState);
        lock (_sync)
        {
            _watches.Add(watch);
            if (_stop is null)
            {
                _stop = new CancellationTokenSource();
                _ = RunAsync(_stop.Token);
            }
        }

        return watch;
    }

    /// <summary>Reads and hands out a state at once: something was changed.</summary>
    public void Refresh()
    {
        var state = Read();
        Watch[] watches;
        lock (_sync) watches = [.. _watches];
        foreach (var watch in watches)
            watch.OnState(state);
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                AskForShards();
                TryRefresh();
            }
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    /// <summary>One reading that fails must not end all that follow.</summary>
    private void TryRefresh()
    {
        try
        {
            Refresh();
        }
        catch (Exception e)
        {
            log.LogError(e, "The diagnostics page could not be brought up to date");
        }
    }

    /// <summary>Beside the rest: regions that do not answer must not hold up the page.</summary>
    private void AskForShards()
    {
        if (_regionsAsked is { } asked && time.GetElapsedTime(asked) < ShardInterval)
            return;

        _regionsAsked = time.GetTimestamp();
        _ = ReadShardsAsync();
    }

    private async Task ReadShardsAsync()
    {
        try
        {
            _regions = node.Cluster.System is { } system ? await new ShardingQuery(system).RegionsAsync().ConfigureAwait(false) : null;
        }
        catch (Exception e) when (e is AskTimeoutException or InvalidOperationException or ArgumentException or Akka.Configuration.ConfigurationException)
        {
            // No region answers: a system that is starting, ending, or is no cluster. The page says that it is not known.
            _regions = null;
        }
    }

    private void Remove(Watch watch)
    {
        lock (_sync)
        {
            if (_watches.Remove(watch) && _watches.Count == 0)
                Stop();
        }
    }

    private void Stop()
    {
        _stop?.Cancel();
        _stop?.Dispose();
        _stop = null;
    }

    private sealed class Watch(LiveFeed feed, Action<PageState> onState) : IDisposable
    {
        public void OnState(PageState state) => onState(state);

        public void Dispose() => feed.Remove(this);
    }
}
