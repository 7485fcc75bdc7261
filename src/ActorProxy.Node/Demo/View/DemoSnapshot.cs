using ActorProxy.Node.Demo.Admin;
using ActorProxy.Node.Demo.Samples;

namespace ActorProxy.Node.Demo.View;

/// <summary>Everything that the demo shows, at one moment.</summary>
/// <param name="Elapsed">Since traffic began.</param>
/// <param name="Traffic">What the demo's own clients saw.</param>
/// <param name="Metrics">What the cluster counted; null when no node answered.</param>
/// <param name="Cluster">The cluster's members; null when no node answered.</param>
internal sealed record DemoSnapshot(TimeSpan Elapsed, TrafficCounts Traffic, MetricsAnswer? Metrics, ClusterAnswer? Cluster);
