using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Edge.Recording;

/// <summary>
/// Ends the wait for a reply that takes long: its copies would be sent much later than the request, and hold their memory meanwhile. One timer,
/// made when a reply first has to be waited for, and used again for the next.
/// </summary>
/// <param name="recorder">Is told when the time is over.</param>
internal sealed class ReplyPatience(CopyRecorder recorder) : IDisposable
{
    /// <summary>How long the body of a reply may take that is to be compared.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private Timer? _timer;
    private volatile ObservedReply? _reply;
    private long _due;

    /// <summary>The reply is not all there; only its first pause starts the clock.</summary>
    public void Wait(ObservedReply reply)
    {
        if (ReferenceEquals(_reply, reply))
            return;

        Volatile.Write(ref _due, Environment.TickCount64 + (long)Limit.TotalMilliseconds);
        _reply = reply;
        _timer ??= new Timer(static state => ((ReplyPatience)state!).Elapsed(), this, Timeout.Infinite, Timeout.Infinite);
        _timer.Change(Limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The wait is over.</summary>
    public void End()
    {
        if (_reply is null)
            return;

        _reply = null;
        _timer!.Change(Timeout.Infinite, Timeout.Infinite);
    }

    public void Dispose() => _timer?.Dispose();

    private void Elapsed()
    {
        // The clock may have been started anew, for another reply, just as it ran out. It ticks every 16 ms at worst.
        if (_reply is { } reply && Environment.TickCount64 + 20 >= Volatile.Read(ref _due))
            recorder.EndReply(reply, RecordedReplyEnd.Truncated);
    }
}
