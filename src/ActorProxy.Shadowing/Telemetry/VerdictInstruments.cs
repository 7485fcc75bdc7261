using System.Diagnostics.Metrics;
using ActorProxy.Shadowing.Comparing.Verdicts;
using ActorProxy.Shadowing.Reporting;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>What comparing has found of late. Every dispatcher node tells it for the whole cluster, so it must not be summed over nodes.</summary>
internal sealed class VerdictInstruments
{
    private readonly RegressionWatch _watch;

    public VerdictInstruments(Meter meter, RegressionWatch watch)
    {
        _watch = watch;
        meter.CreateObservableGauge(
            "actorproxy.regressions",
            Regressions,
            "{field}",
            "Fields of replies that differ clearly more often than noise, over the whole cluster and the last one to two hours.");
        meter.CreateObservableGauge(
            "actorproxy.shadow.verdict", Verdicts, description: "1 for the verdict on the same replies, 0 for the others: pass, fail, undecided.");
    }

    private IEnumerable<Measurement<int>> Regressions() =>
        _watch.Read().Select(judged => new Measurement<int>(judged.Verdict.Regressions, Label(judged.Mapping)));

    private IEnumerable<Measurement<int>> Verdicts() =>
        from judged in _watch.Read()
        from result in Enum.GetValues<VerdictResult>()
        select new Measurement<int>(judged.Verdict.Result == result ? 1 : 0, Label(judged.Mapping), new("verdict", Verdict.NameOf(result)));

    private static KeyValuePair<string, object?> Label(string mapping) => new(TelemetryNames.Mapping, mapping);
}
