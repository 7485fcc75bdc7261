namespace ActorProxy.Node.Demo.Processes;

/// <summary>All processes of one demo. The death of any of them ends the demo; the end of the demo ends all of them.</summary>
internal sealed class ChildProcesses : IAsyncDisposable
{
    private const int TailLines = 40;

    private readonly List<ChildProcess> _children = [];
    private readonly CancellationTokenSource _died = new();
    private ChildProcess? _dead;
    private volatile bool _stopping;

    /// <summary>Cancelled when a process ends before it was told to.</summary>
    public CancellationToken Died => _died.Token;

    /// <summary>Takes charge of a process that was just started.</summary>
    public void Add(ChildProcess child)
    {
        _children.Add(child);
        _ = NoticeDeathAsync(child);
    }

    /// <summary>Tells which process ended before its time, and what it said last.</summary>
    /// <exception cref="DemoException">If one did.</exception>
    public async Task ThrowIfAnyDiedAsync()
    {
        if (_dead is not { } child)
            return;
        var tail = await child.LogTailAsync(TailLines).ConfigureAwait(false);
        var said = tail.Count == 0 ? "It said nothing." : $"It said last:{Environment.NewLine}{string.Join(Environment.NewLine, tail.Select(l => "    " + l))}";
        throw new DemoException($"{child.Name} (process {child.Id}) ended by itself with exit code {child.ExitCode}. {said}");
    }

    /// <summary>Stops all processes in order: SIGTERM, then a kill for those that do not end in time.</summary>
    /// <param name="patience">How long the orderly end of one process may take.</param>
    /// <param name="last">Names of those that are stopped only when all others have ended.</param>
    /// <returns>The names of those that had to be killed.</returns>
    public async Task<IReadOnlyList<string>> StopAsync(TimeSpan patience, params IReadOnlyCollection<string> last)
    {
        _stopping = true;
        var killed = new List<string>();
        foreach (var wave in _children.GroupBy(c => last.Contains(c.Name)).OrderBy(g => g.Key))
        {
            var inTime = await Task.WhenAll(wave.Select(c => c.StopAsync(patience))).ConfigureAwait(false);
            killed.AddRange(wave.Where((_, i) => !inTime[i]).Select(c => c.Name));
        }

        return killed;
    }

    /// <summary>Kills what still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        foreach (var child in _children)
            await child.DisposeAsync().ConfigureAwait(false);
        _died.Dispose();
    }

    private async Task NoticeDeathAsync(ChildProcess child)
    {
        await child.Exited.ConfigureAwait(false);
        if (_stopping || Interlocked.CompareExchange(ref _dead, child, null) is not null)
            return;
        await _died.CancelAsync().ConfigureAwait(false);
    }
}
