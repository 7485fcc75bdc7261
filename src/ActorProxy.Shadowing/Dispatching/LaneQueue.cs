namespace ActorProxy.Shadowing.Dispatching;

/// <summary>
/// The copies that wait in a lane: in order of arrival, but a copy whose ordering key is under way waits for it while others pass. Not
/// thread-safe.
/// </summary>
internal sealed class LaneQueue
{
    private readonly Queue<QueuedCopy> _arrived = new();
    private readonly Dictionary<ulong, Queue<QueuedCopy>> _busyKeys = [];
    private readonly Queue<QueuedCopy> _released = new();

    /// <summary>Copies that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that they take.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a copy.</summary>
    public void Enqueue(in QueuedCopy copy)
    {
        _arrived.Enqueue(copy);
        Count++;
        Bytes += copy.Encoded.Length;
    }

    /// <summary>Takes the next copy that may be sent; its key is then under way until <see cref="Finished"/>.</summary>
    public bool TryDequeue(out QueuedCopy copy)
    {
        if (_released.TryDequeue(out copy))
        {
            Taken(copy);
            return true;
        }

        while (_arrived.TryDequeue(out copy))
        {
            if (copy.OrderKey == 0 || _busyKeys.TryAdd(copy.OrderKey, NoneWaiting))
            {
                Taken(copy);
                return true;
            }

            if (_busyKeys[copy.OrderKey] is var waiting && waiting == NoneWaiting) _busyKeys[copy.OrderKey] = waiting = new Queue<QueuedCopy>();
            waiting.Enqueue(copy);
        }

        return false;
    }

    /// <summary>A copy has ended: the next one with its key may go.</summary>
    public void Finished(in QueuedCopy copy)
    {
        if (copy.OrderKey == 0) return;
        if (_busyKeys[copy.OrderKey].TryDequeue(out var next)) _released.Enqueue(next);
        else _busyKeys.Remove(copy.OrderKey);
    }

    /// <summary>Takes everything that waits, with the order within each key kept.</summary>
    public QueuedCopy[] TakeAll()
    {
        QueuedCopy[] all = [.. _released, .. _busyKeys.Values.SelectMany(q => q), .. _arrived];
        _released.Clear();
        _arrived.Clear();
        foreach (var key in _busyKeys.Keys.ToArray()) _busyKeys[key] = NoneWaiting;
        (Count, Bytes) = (0, 0);
        return all;
    }

    // Most keys never have a second copy waiting.
    private static Queue<QueuedCopy> NoneWaiting { get; } = new();

    private void Taken(in QueuedCopy copy)
    {
        Count--;
        Bytes -= copy.Encoded.Length;
    }
}

/// <summary>An admitted copy that waits to be sent.</summary>
/// <param name="Encoded">Its encoding.</param>
/// <param name="Origin">The batch it came in.</param>
/// <param name="Position">Its place in that batch.</param>
/// <param name="OrderKey">Its ordering key; 0 = unordered.</param>
/// <param name="Clock">Tells how old it is; null when its edge did not say.</param>
internal readonly record struct QueuedCopy(
    ReadOnlyMemory<byte> Encoded, BatchOrigin Origin, int Position = 0, ulong OrderKey = 0, EdgeClock? Clock = null);
