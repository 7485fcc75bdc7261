namespace ActorProxy.Shadowing.Accounting;

/// <summary>Quantiles of a latency histogram (within 3 % of the true value).</summary>
/// <param name="Count">Recorded values.</param>
/// <param name="Mean">Arithmetic mean; zero when empty. The other values likewise.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">Largest value.</param>
public sealed record LatencySummary(long Count, TimeSpan Mean, TimeSpan P50, TimeSpan P95, TimeSpan P99, TimeSpan P999, TimeSpan Max)
{
    /// <summary>Nothing recorded.</summary>
    public static LatencySummary Empty { get; } = new(0, default, default, default, default, default, default);
}
