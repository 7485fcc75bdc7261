namespace ActorProxy.Edge.Forwarding;

/// <summary>The pause before another try (Envoy's default: a random part of 25 ms, doubled with each retry, 250 ms at most).</summary>
internal static class RetryBackoff
{
    private const int Base = 25;
    private const int Most = 250;

    /// <param name="retries">Retries so far.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task WaitAsync(int retries, CancellationToken cancellationToken) =>
        Task.Delay(Random.Shared.Next(Math.Min(Most, Base << Math.Min(retries, 8))), cancellationToken);
}
