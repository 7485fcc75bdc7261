using ActorProxy.Mappings.Redaction;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Samples;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>What a node keeps of the comparisons that its dispatchers make.</summary>
/// <param name="Meters">Counts them.</param>
/// <param name="Samples">Keeps some of what differed.</param>
/// <param name="Time">The clock.</param>
internal sealed record ComparisonRecords(MeterRegistry Meters, SampleStore Samples, TimeProvider Time)
{
    /// <summary>Memory for replies that are being compared, in bytes; what finds no room counts as truncated.</summary>
    public const long BudgetBytes = 64L * 1024 * 1024;

    /// <summary>Headers whose values samples never show.</summary>
    public HeaderRedaction Redaction { get; init; } = HeaderRedaction.Default;

    /// <summary>What is left of that memory.</summary>
    public ByteBudget Budget { get; } = new(BudgetBytes);
}
