using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Exchange;

namespace ActorProxy.Shadowing.Reporting;

/// <summary>Counts of a period: counters never start anew, but what they count may, as when a new version of the shadow is deployed.</summary>
public static class ComparisonPeriod
{
    /// <summary>What was compared between two readings.</summary>
    /// <param name="now">The later reading.</param>
    /// <param name="before">The earlier one.</param>
    public static ComparisonCounts Since(ComparisonCounts now, ComparisonCounts before) => ComparisonJoin.Since(now, before);
}
