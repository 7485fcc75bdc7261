using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Edge.Upstreams;

/// <summary>
/// Counts what is under way to one service and holds it below its circuit breakers, where a Mapping asks for those (Envoy's thresholds).
/// </summary>
internal sealed class UpstreamLoad
{
    private readonly int _maxRequests;
    private readonly int _maxRetries;
    private readonly bool _isLimited;
    private int _requests;
    private int _retries;

    public UpstreamLoad(CircuitBreakers? limits, bool isHttp2)
    {
        _isLimited = limits is not null;
        if (limits is null)
            return;

        // Over HTTP/1.1 a request needs a connection or waits for one, so that the sum of both is a limit too.
        var places = isHttp2 ? int.MaxValue : Math.Max(1, limits.MaxConnections) + (long)limits.MaxPendingRequests;
        _maxRequests = (int)Math.Min(limits.MaxRequests, places);
        _maxRetries = limits.MaxRetries;
    }

    /// <summary>Begins a request. False when there are too many: it gets 503 at once.</summary>
    public bool TryBeginRequest() => !_isLimited || TryEnter(ref _requests, _maxRequests);

    public void EndRequest() => Leave(ref _requests);

    /// <summary>Begins a retry. False when there are too many: what the last try gave is what the client gets.</summary>
    public bool TryBeginRetry() => !_isLimited || TryEnter(ref _retries, _maxRetries);

    public void EndRetry() => Leave(ref _retries);

    private static bool TryEnter(ref int count, int limit)
    {
        if (Interlocked.Increment(ref count) <= limit)
            return true;

        Interlocked.Decrement(ref count);
        return false;
    }

    private void Leave(ref int count)
    {
        if (_isLimited)
            Interlocked.Decrement(ref count);
    }
}
