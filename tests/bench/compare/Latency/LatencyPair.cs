using ActorProxy.Bench.Compare.Cluster;

namespace ActorProxy.Bench.Compare.Latency;

/// <summary>Two runs after each other: one without a shadow, one with.</summary>
/// <param name="Shadow">State of the shadow.</param>
/// <param name="Off">The run without.</param>
/// <param name="On">The run with.</param>
/// <param name="Copies">What became of the copies.</param>
/// <param name="IsDisturbed">Whether something else used the machine during either.</param>
internal sealed record LatencyPair(string Shadow, ConstantRateReport Off, ConstantRateReport On, CopyAccount Copies, bool IsDisturbed);
