namespace ActorProxy.Shadowing.Accounting;

/// <summary>Counts HTTP status codes, 100 to 599; anything else counts as 0. Lock-free.</summary>
internal sealed class StatusCounters
{
    private const int First = 100;
    private const int Last = 599;

    // Made by the first status; see LatencyHistogram.
    private long[]? _counts;
    private long _other;

    public void Increment(int status)
    {
        if (status is >= First and <= Last) Interlocked.Increment(ref (Volatile.Read(ref _counts) ?? MakeCounts())[status - First]);
        else Interlocked.Increment(ref _other);
    }

    public SortedDictionary<int, long> Read()
    {
        var result = new SortedDictionary<int, long>();
        var counts = Volatile.Read(ref _counts) ?? [];
        for (var i = 0; i < counts.Length; i++)
        {
            var n = Interlocked.Read(ref counts[i]);
            if (n != 0) result[i + First] = n;
        }

        if (Interlocked.Read(ref _other) is > 0 and var other) result[0] = other;
        return result;
    }

    private long[] MakeCounts()
    {
        var made = new long[Last - First + 1];
        return Interlocked.CompareExchange(ref _counts, made, null) ?? made;
    }
}
