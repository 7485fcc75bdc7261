namespace ActorProxy.Shadowing.Accounting;

/// <summary>Counts what one production Mapping answered through this node. Lock-free; safe on any thread.</summary>
public sealed class ProductionMeter
{
    private readonly StatusCounters _statuses = new();
    private readonly LatencyHistogram _latency = new();
    private long _requests;
    private long _failed;

    /// <summary>Records one request that went to production.</summary>
    /// <param name="status">The status that the client got, 100 to 599.</param>
    /// <param name="failed">Whether the proxy had to answer itself, because production could not be reached, broke or was too slow.</param>
    /// <param name="latency">From the request's arrival to the head of the reply.</param>
    public void Record(int status, bool failed, TimeSpan latency)
    {
        if (failed) Interlocked.Increment(ref _failed);
        _statuses.Increment(status);
        _latency.Record(latency);

        // Last, so that Activity moves when all the rest has been counted.
        Interlocked.Increment(ref _requests);
    }

    /// <summary>A number that moves whenever anything was counted, and is much cheaper to read than everything.</summary>
    internal long Activity => Interlocked.Read(ref _requests);

    /// <summary>The counters as of now.</summary>
    internal ProductionCounts Read() =>
        new(Interlocked.Read(ref _requests), Interlocked.Read(ref _failed), _statuses.Read(), _latency.Read());
}
