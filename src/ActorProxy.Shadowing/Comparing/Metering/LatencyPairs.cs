using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>How the latencies of two services differ on the same requests, of those that both answered. Immutable, addable.</summary>
/// <param name="Slower">How much longer the second took, where it took longer or as long.</param>
/// <param name="Faster">How much less it took, where it took less.</param>
/// <param name="Ratio">The second's latency divided by the first's, in thousandths (a histogram's "microsecond" is one thousandth).</param>
public sealed record LatencyPairs(HistogramCounts Slower, HistogramCounts Faster, HistogramCounts Ratio)
{
    /// <summary>Nothing recorded.</summary>
    public static LatencyPairs Empty { get; } = new(HistogramCounts.Empty, HistogramCounts.Empty, HistogramCounts.Empty);

    /// <summary>Both together.</summary>
    public LatencyPairs Add(LatencyPairs other) => new(Slower.Add(other.Slower), Faster.Add(other.Faster), Ratio.Add(other.Ratio));
}
