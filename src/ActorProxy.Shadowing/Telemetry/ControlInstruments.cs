using System.Diagnostics.Metrics;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>What is configured, what is in force, and what there is to say about it.</summary>
internal sealed class ControlInstruments
{
    private static readonly (Severity Severity, string Name)[] Severities =
        [(Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Notice, "notice")];

    private readonly RouteTableStore _routes;

    public ControlInstruments(Meter meter, RouteTableStore routes, IShadowControl control, Func<bool> isSuspended)
    {
        _routes = routes;
        meter.CreateObservableGauge(
            "actorproxy.shadow.weight",
            () => Shadows(shadow => control.Current.WeightOf(shadow.Name, shadow.Weight)),
            "%",
            "Weight in force, pauses not considered.");
        meter.CreateObservableGauge("actorproxy.shadow.configured_weight", () => Shadows(shadow => shadow.Weight), "%", "Weight of the resources.");
        meter.CreateObservableGauge(
            "actorproxy.shadow.paused",
            () => Shadows(shadow => control.Current.IsPaused(shadow.Name) ? 1 : 0),
            description: "1 while copying is paused, by itself or by the master switch.");
        meter.CreateObservableGauge(
            "actorproxy.copying_suspended", () => isSuspended() ? 1 : 0, description: "1 while this edge is in distress and has suspended copying.");
        meter.CreateObservableGauge("actorproxy.config.findings", Findings, "{finding}", "What reading and checking the configuration found, by severity.");
        meter.CreateObservableGauge("actorproxy.config.info", Generation, description: "Always 1; equal generations on nodes that hold the same resources.");
    }

    private IEnumerable<Measurement<double>> Shadows(Func<ShadowRoute, double> read) => _routes.Current.Shadows.Values
        .OrderBy(shadow => shadow.Name, StringComparer.Ordinal)
        .Select(shadow => new Measurement<double>(read(shadow), new KeyValuePair<string, object?>(TelemetryNames.Mapping, shadow.Name)));

    private IEnumerable<Measurement<int>> Findings()
    {
        var findings = _routes.Findings.CountBy(finding => finding.Severity).ToDictionary();
        return Severities.Select(s => new Measurement<int>(findings.GetValueOrDefault(s.Severity), new KeyValuePair<string, object?>("severity", s.Name)));
    }

    private Measurement<int> Generation() => new(1, new KeyValuePair<string, object?>("generation", _routes.Current.Generation));
}
