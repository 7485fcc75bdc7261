using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Loading;

/// <summary>
/// Keeps a <see cref="RouteTableStore"/> in step with files, and with a feed where there is one: looks once a second, waits until a change has settled, loads, and swaps the
/// table only when the content is another one.
/// </summary>
/// <param name="paths">Files and directories.</param>
/// <param name="loader">Loads them; not to be used by others meanwhile.</param>
/// <param name="store">Gets the tables.</param>
/// <param name="time">The clock; null means the system's.</param>
/// <param name="feed">Resources from elsewhere; null means from files only.</param>
public sealed class MappingWatcher(
    IEnumerable<string> paths, MappingLoader loader, RouteTableStore store, TimeProvider? time = null, IMappingFeed? feed = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(100);
    private const int SettleTries = 5;

    private readonly Lock _refresh = new();
    private readonly string[] _paths = [.. paths];
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private IReadOnlyList<MappingSource> _sources = [];
    private volatile string? _stamp;

    /// <summary>Raised when looking or loading failed in a way that nobody foresaw; the table in force stays, and the watcher goes on.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Loads the files if they changed since the last call, and always the first time. Safe to call while it watches.</summary>
    /// <returns>Whether a table was swapped in.</returns>
    public bool Refresh()
    {
        if (feed is { IsComplete: false })
            return false;

        lock (_refresh)
        {
            // The stamp first: what changes while the files are read is seen the next time.
            _stamp = Stamp();
            IReadOnlyList<MappingSource> sources = [.. MappingFiles.Read(_paths), .. feed?.Read() ?? []];
            if (store.IsLoaded && sources.SequenceEqual(_sources))
                return false;

            var table = loader.Load(sources);
            _sources = sources;
            store.Swap(table);
            return true;
        }
    }

    /// <summary>
    /// What the files, and the feed, say now, read afresh: nothing is put in force, and nothing that was valid before stands in for what is not. Safe for any
    /// number of threads.
    /// </summary>
    public RouteTable Check() => loader.WithoutMemory().Load([.. MappingFiles.Read(_paths), .. feed?.Read() ?? []]);

    /// <summary>Loads at once and then watches until cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            do
            {
                await RefreshWhenChanged(cancellation).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task RefreshWhenChanged(CancellationToken cancellation)
    {
        try
        {
            if (_stamp is null)
                Refresh();
            else if (await HasChanged(cancellation).ConfigureAwait(false))
                Refresh();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed?.Invoke(e);
        }
    }

    /// <summary>Waits out a change under way: a file half written, or away for the moment in which another takes its place.</summary>
    private async Task<bool> HasChanged(CancellationToken cancellation)
    {
        var stamp = Stamp();
        if (stamp == _stamp)
            return false;

        for (var i = 0; i < SettleTries; i++)
        {
            await Task.Delay(SettleTime, _time, cancellation).ConfigureAwait(false);
            var next = Stamp();
            if (next == stamp)
                break;
            stamp = next;
        }

        return stamp != _stamp;
    }

    private string Stamp() => $"{ContentStamp.Of(_paths)}{feed?.Version}";
}
