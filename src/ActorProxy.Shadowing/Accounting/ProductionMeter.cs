namespace ActorProxy.Shadowing.Accounting;

/// <summary>Counts what one production Mapping answered through this node. Lock-free; safe on any thread.</summary>
public sealed class ProductionMeter
{
    private long _requests;

    /// <summary>Records one request that went to production.</summary>
    /// <param name="status">The status that the client got, 100 to 599.</param>
    /// <param name="failed">Whether the proxy had to answer itself, because production could not be reached, broke or was too slow.</param>
    /// <param name="latency">From the request's arrival to the head of the reply.</param>
    public void Record(int status, bool failed, TimeSpan latency)
    {
        _requests++;
    }
}
