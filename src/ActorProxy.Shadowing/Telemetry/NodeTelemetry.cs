using System.Diagnostics.Metrics;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Logging;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Reporting;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>All instruments of a node.</summary>
internal sealed class NodeTelemetry : INodeTelemetry
{
    private readonly ProductionInstruments _productions;
    private readonly CopyInstruments _copies;

    public NodeTelemetry(
        NodeMeters meters,
        MeterRegistry registry,
        ShadowOffers offers,
        RouteTableStore routes,
        IShadowControl control,
        Func<bool> isSuspended,
        IClusterView cluster,
        RegressionWatch? regressions,
        RequestLogs logs)
    {
        Meters = [meters.Edge, meters.Shadowing];
        _productions = new ProductionInstruments(meters.Edge, registry, routes);
        _copies = new CopyInstruments(meters.Shadowing, registry, offers, routes);
        _ = new ControlInstruments(meters.Shadowing, routes, control, isSuspended);
        _ = new ClusterInstruments(meters.Shadowing, cluster, routes, meters.Shadowing.Version ?? "");
        if (regressions is not null) _ = new VerdictInstruments(meters.Shadowing, regressions);
        _ = new LogInstruments(meters.Shadowing, logs);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Meter> Meters { get; }

    /// <inheritdoc/>
    public IEnumerable<DurationFamily> ReadDurations() => [_productions.ReadDurations(), .. _copies.ReadDurations()];
}
