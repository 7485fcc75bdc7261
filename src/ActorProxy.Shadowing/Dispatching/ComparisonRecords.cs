using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>What a node keeps of the comparisons that its dispatchers make.</summary>
/// <param name="meters">Counts them.</param>
internal sealed class ComparisonRecords(MeterRegistry meters)
{
    /// <summary>Memory for replies that are being compared, in bytes; what finds no room counts as truncated.</summary>
    public const long BudgetBytes = 64L * 1024 * 1024;

    public MeterRegistry Meters => meters;

    public ByteBudget Budget { get; } = new(BudgetBytes);
}
