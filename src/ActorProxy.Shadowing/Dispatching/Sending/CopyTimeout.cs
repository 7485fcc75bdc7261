using System.Collections.Concurrent;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>The time that a copy has. Its source, with its timer, serves one copy after the other, as long as none runs out.</summary>
internal readonly struct CopyTimeout
{
    private const int MostKept = 1024;

    private static readonly ConcurrentQueue<CancellationTokenSource> Kept = [];

    private readonly CancellationTokenSource _source;

    private CopyTimeout(CancellationTokenSource source) => _source = source;

    /// <summary>Is cancelled when the time is over.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The time begins.</summary>
    public static CopyTimeout Start(TimeSpan limit)
    {
        var source = Kept.TryDequeue(out var kept) ? kept : new CancellationTokenSource();
        source.CancelAfter(limit);
        return new CopyTimeout(source);
    }

    /// <summary>The copy has ended; nothing may use the token any more.</summary>
    public void End()
    {
        if (_source.TryReset() && Kept.Count < MostKept) Kept.Enqueue(_source);
        else _source.Dispose();
    }
}
