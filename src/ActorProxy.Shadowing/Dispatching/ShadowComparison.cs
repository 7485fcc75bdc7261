using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>How the replies of one shadow are compared on this node, and where it is counted.</summary>
/// <param name="settings">The policy.</param>
/// <param name="meter">Counts it.</param>
/// <param name="budget">The node's memory for replies that are being compared.</param>
/// <param name="baseline">The second instance of production; null when there is none.</param>
internal sealed class ShadowComparison(CompareSettings settings, ComparisonMeter meter, ByteBudget budget, BaselineTarget? baseline)
{
    private readonly ReplyComparer _comparer = new(settings);
    private readonly EndpointNamer _endpoints = new(settings.EndpointBy);

    /// <summary>The second instance of production; null when there is none.</summary>
    public BaselineTarget? Baseline => baseline;

    /// <summary>A place for a reply.</summary>
    public ReplyCapture Capture() => new(settings.MaxReplyBytes, budget);

    /// <summary>Compares and counts.</summary>
    public ComparisonOutcome Compare(ComparedRequest request, Reply production, Reply shadow, Reply? baselineReply)
    {
        var comparison = _comparer.Compare(production, shadow, baselineReply);
        meter.Record(request.Endpoint(_endpoints), comparison, production, shadow, baselineReply);
        return comparison.Outcome;
    }
}
