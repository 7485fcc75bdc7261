namespace ActorProxy.Kubernetes.Watching;

/// <summary>Waits between tries: doubling, with jitter, so that the nodes of a cluster do not come back all at once.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private int _failures;

    /// <summary>The wait after one more failure.</summary>
    public TimeSpan Next()
    {
        var wait = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(_failures, 30)));
        _failures++;
        return TimeSpan.FromMilliseconds(wait * (0.75 + (Random.Shared.NextDouble() / 4)));
    }

    /// <summary>It works again.</summary>
    public void Reset() => _failures = 0;
}
