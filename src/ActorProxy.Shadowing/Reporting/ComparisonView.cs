using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Samples;

namespace ActorProxy.Shadowing.Reporting;

/// <summary>Counts from the metrics exchange, samples from the nodes that keep them.</summary>
internal sealed class ComparisonView(MetricsExchange metrics, SampleFetcher samples) : IComparisonView
{
    /// <inheritdoc/>
    public ComparisonCounts Read(string mapping) => metrics.ReadComparison(mapping);

    /// <inheritdoc/>
    public Task<SampleReport> ReadSamplesAsync(string mapping, string? path, CancellationToken cancellation) =>
        samples.FetchAsync(mapping, path, cancellation);
}
