namespace ActorProxy.Shadowing.Accounting;

/// <summary>Counts HTTP status codes, 100 to 599; anything else counts as 0. Lock-free.</summary>
internal sealed class StatusCounters
{
    private const int First = 100;
    private readonly long[] _counts = new long[500];
    private long _other;

    public void Increment(int status)
    {
        if ((uint)(status - First) < (uint)_counts.Length) Interlocked.Increment(ref _counts[status - First]);
        else Interlocked.Increment(ref _other);
    }

    public SortedDictionary<int, long> Read()
    {
        var result = new SortedDictionary<int, long>();
        for (var i = 0; i < _counts.Length; i++)
        {
            var n = Interlocked.Read(ref _counts[i]);
            if (n != 0) result[i + First] = n;
        }

        if (Interlocked.Read(ref _other) is > 0 and var other) result[0] = other;
        return result;
    }
}
