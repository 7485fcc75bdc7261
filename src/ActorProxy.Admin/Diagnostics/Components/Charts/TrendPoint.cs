namespace ActorProxy.Admin.Diagnostics.Components.Charts;

/// <summary>One quantile of both sides at one time.</summary>
/// <param name="At">The time.</param>
/// <param name="Production">Production's.</param>
/// <param name="Shadow">The shadow's.</param>
public sealed record TrendPoint(DateTimeOffset At, TimeSpan Production, TimeSpan Shadow);
