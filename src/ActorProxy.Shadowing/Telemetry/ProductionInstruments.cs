using System.Diagnostics.Metrics;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>What production answered through this node, as instruments that read its meters.</summary>
internal sealed class ProductionInstruments
{
    private readonly MeterRegistry _registry;
    private readonly RouteTableStore _routes;

    public ProductionInstruments(Meter meter, MeterRegistry registry, RouteTableStore routes)
    {
        (_registry, _routes) = (registry, routes);
        meter.CreateObservableCounter(
            "actorproxy.production.requests", Requests, "{request}", "Requests that went to production, by the status that the client got.");
        meter.CreateObservableCounter(
            "actorproxy.production.failures", Failures, "{request}", "Requests that the proxy answered itself, because production did not.");
    }

    /// <summary>How long production took.</summary>
    public DurationFamily ReadDurations() => new(
        NodeMeters.ServerDuration,
        NodeMeters.ServerDurationText,
        [.. Names().Select(name => new DurationSeries([new(TelemetryNames.Mapping, name)], DurationBuckets.Of(Find(name)?.ReadLatency() ?? HistogramCounts.Empty)))]);

    private IEnumerable<Measurement<long>> Requests()
    {
        foreach (var (name, meter) in _registry.Productions)
        {
            foreach (var (code, count) in meter.ReadStatuses())
                yield return new Measurement<long>(count, new(TelemetryNames.Mapping, name), new("code", code));
        }
    }

    private IEnumerable<Measurement<long>> Failures() =>
        Names().Select(name => new Measurement<long>(Find(name)?.Failed ?? 0, new KeyValuePair<string, object?>(TelemetryNames.Mapping, name)));

    // Also those that are configured and have counted nothing yet: a rate needs its zero.
    private IEnumerable<string> Names() => _registry.Productions.Select(p => p.Key)
        .Union(_routes.Current.Groups.SelectMany(group => group.Productions).Select(production => production.Name))
        .Order(StringComparer.Ordinal);

    private ProductionMeter? Find(string name) => _registry.FindProduction(name);
}
