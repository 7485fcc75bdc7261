using System.Diagnostics.Metrics;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Clustering;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>The node and the cluster as the node sees it.</summary>
internal sealed class ClusterInstruments
{
    private static readonly string[] Statuses = ["joining", "weaklyup", "up", "leaving", "exiting", "down"];

    private readonly IClusterView _cluster;

    public ClusterInstruments(Meter meter, IClusterView cluster, RouteTableStore routes, string version)
    {
        _cluster = cluster;
        meter.CreateObservableGauge("actorproxy.cluster.members", Members, "{member}", "Members of the cluster by status, as this node sees them.");
        meter.CreateObservableGauge(
            "actorproxy.cluster.unreachable_members",
            () => cluster.Read().Members.Count(member => !member.IsReachable),
            "{member}",
            "Members that this node cannot reach.");
        meter.CreateObservableGauge(
            "actorproxy.node.ready",
            () => routes.IsLoaded && cluster.Read().IsReady ? 1 : 0,
            description: "1 while GET /ready says so: mappings are loaded and dispatchers can be reached, or it is an edge that no longer waits for them.");
        meter.CreateObservableGauge(
            "actorproxy.build.info",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", version)),
            description: "Always 1; says which build this is.");
    }

    private IEnumerable<Measurement<int>> Members()
    {
        var members = _cluster.Read().Members.CountBy(member => member.Status).ToDictionary();
        return Statuses.Select(status => new Measurement<int>(members.GetValueOrDefault(status), new KeyValuePair<string, object?>("status", status)));
    }
}
