using System.Diagnostics.Metrics;
using ActorProxy.Shadowing.Logging;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>Lines of the logs of single requests, and those that were dropped. Nothing while there are no such logs.</summary>
internal sealed class LogInstruments
{
    private readonly (LineLog Log, string Name)[] _logs;

    public LogInstruments(Meter meter, RequestLogs logs)
    {
        _logs =
        [
            .. logs.Access is { } access ? [(access, "access")] : Array.Empty<(LineLog, string)>(),
            .. logs.Copies is { } copies && copies != logs.Access ? [(copies, "copy")] : Array.Empty<(LineLog, string)>(),
        ];
        meter.CreateObservableCounter("actorproxy.log.lines", () => Read(log => log.Written), "{line}", "Lines written to a log of single requests.");
        meter.CreateObservableCounter(
            "actorproxy.log.lines.dropped", () => Read(log => log.Dropped), "{line}", "Lines dropped, because the log did not keep up or could not be written.");
    }

    private IEnumerable<Measurement<long>> Read(Func<LineLog, long> read) =>
        _logs.Select(log => new Measurement<long>(read(log.Log), new KeyValuePair<string, object?>("log", log.Name)));
}
