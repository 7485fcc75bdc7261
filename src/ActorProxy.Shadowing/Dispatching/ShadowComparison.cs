using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Samples;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>How the replies of one shadow are compared on this node, and where it is counted.</summary>
/// <param name="mapping">The shadow Mapping.</param>
/// <param name="settings">Its policy.</param>
/// <param name="records">What the node keeps of comparisons.</param>
/// <param name="baseline">The second instance of production; null when there is none.</param>
internal sealed class ShadowComparison(string mapping, CompareSettings settings, ComparisonRecords records, BaselineTarget? baseline)
{
    private readonly ReplyComparer _comparer = new(settings);
    private readonly EndpointNamer _endpoints = new(settings.EndpointBy);
    private readonly SampleWriter _writer = new(mapping, settings, records.Redaction);
    private readonly ComparisonMeter _meter = records.Meters.Comparison(mapping);
    private readonly SampleBook _samples = records.Samples.Of(mapping);

    /// <summary>The second instance of production; null when there is none.</summary>
    public BaselineTarget? Baseline => baseline;

    /// <summary>A place for a reply.</summary>
    public ReplyCapture Capture() => new(settings.MaxReplyBytes, records.Budget, records.Time);

    /// <summary>Compares, counts, and keeps a sample where one is wanted.</summary>
    public ComparisonOutcome Compare(ComparedRequest request, Reply production, Reply shadow, Reply? baselineReply)
    {
        var comparison = _comparer.Compare(production, shadow, baselineReply);
        var endpoint = request.Endpoint(_endpoints);
        _meter.Record(endpoint, comparison, production, shadow, baselineReply);
        if (comparison.Outcome == ComparisonOutcome.Mismatch && _samples.Wants(comparison.Differences))
        {
            var sample = _writer.Write(records.Time.GetUtcNow(), request, endpoint, comparison, production, shadow, baselineReply);
            _samples.Add(comparison.Differences, sample);
        }

        return comparison.Outcome;
    }
}
