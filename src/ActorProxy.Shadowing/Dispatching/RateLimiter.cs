namespace ActorProxy.Shadowing.Dispatching;

/// <summary>
/// A token bucket that holds up to one second's worth. Each lane of a shadow exists once in the cluster, so lanes that each keep to their part of
/// <c>max_copies_per_second</c> together keep to the whole, without asking each other. Not thread-safe.
/// </summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private double _tokens = 1;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes a token.</summary>
    /// <param name="perSecond">The present limit; it may change from call to call.</param>
    public bool TryTake(double perSecond)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(Math.Max(1, perSecond), _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
        if (_tokens < 1) return false;
        _tokens -= 1;
        return true;
    }
}
