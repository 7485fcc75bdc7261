namespace ActorProxy.Shadowing.Streaming;

/// <summary>
/// Bounds the bytes that are on their way to one node. Copies share its connection with the cluster's heartbeats, and what is written to a
/// connection first arrives first: a heartbeat waits for at most so many bytes. Who comes first enters first.
/// </summary>
internal sealed class WireGate(int limit)
{
    private readonly Lock _lock = new();
    private readonly Queue<(int Bytes, TaskCompletionSource Entry)> _waiting = new();
    private int _used;

    /// <summary>Bytes on their way now.</summary>
    public int Used
    {
        get { lock (_lock) return _used; }
    }

    /// <summary>Enters as soon as the bytes fit, or alone when they never would. Whoever has entered must <see cref="Leave"/>.</summary>
    public Task EnterAsync(int bytes)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && Fits(bytes))
            {
                _used += bytes;
                return Task.CompletedTask;
            }

            var entry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((bytes, entry));
            return entry.Task;
        }
    }

    /// <summary>The bytes have arrived, or will not any more.</summary>
    public void Leave(int bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            while (_waiting.TryPeek(out var next) && Fits(next.Bytes))
            {
                _waiting.Dequeue();
                _used += next.Bytes;
                next.Entry.SetResult();
            }
        }
    }

    private bool Fits(int bytes) => _used == 0 || _used + bytes <= limit;
}
