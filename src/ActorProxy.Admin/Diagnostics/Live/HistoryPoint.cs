using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Diagnostics.Live;

/// <summary>What happened in a few seconds.</summary>
/// <param name="At">The end of those seconds (UTC).</param>
/// <param name="Latencies">Latencies of the copies that were answered in them, by shadow; only shadows that answered any.</param>
public sealed record HistoryPoint(DateTimeOffset At, IReadOnlyDictionary<string, LatencyPair> Latencies);

/// <summary>Latencies of the same requests.</summary>
/// <param name="Production">Production's.</param>
/// <param name="Shadow">The shadow's.</param>
public sealed record LatencyPair(LatencySummary Production, LatencySummary Shadow);
