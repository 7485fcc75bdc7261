using System.Diagnostics.Metrics;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>
/// This node's own numbers. Counters and gauges are observable instruments: they read what is counted anyway, when somebody asks. .NET has no
/// observable histogram, so durations are read apart from them.
/// </summary>
public interface INodeTelemetry
{
    /// <summary>The meters whose observable instruments are this node's counters and gauges.</summary>
    IReadOnlyList<Meter> Meters { get; }

    /// <summary>The durations recorded so far.</summary>
    IEnumerable<DurationFamily> ReadDurations();
}

/// <summary>Durations of one kind, in seconds.</summary>
/// <param name="Name">Name of the instrument, such as <c>http.server.request.duration</c>.</param>
/// <param name="Description">What is measured.</param>
/// <param name="Series">One for each set of labels.</param>
public sealed record DurationFamily(string Name, string Description, IReadOnlyList<DurationSeries> Series);

/// <summary>Durations with the same labels.</summary>
/// <param name="Tags">Names and values of the labels.</param>
/// <param name="Buckets">The durations.</param>
public sealed record DurationSeries(IReadOnlyList<KeyValuePair<string, object?>> Tags, DurationBuckets Buckets);
