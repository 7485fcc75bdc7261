using System.Diagnostics.Metrics;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Shadowing.Accounting;

/// <summary>Counts what one production Mapping answered through this node. Lock-free; safe on any thread.</summary>
public sealed class ProductionMeter
{
    private readonly StatusCounters _statuses = new();
    private readonly LatencyHistogram _latency = new();
    private readonly Histogram<double>? _pushed;
    private readonly KeyValuePair<string, object?> _mapping;
    private long _requests;
    private long _failed;

    /// <summary>A meter that only counts.</summary>
    public ProductionMeter()
    {
    }

    /// <summary>A meter that also records each duration with an instrument, while something listens to that.</summary>
    internal ProductionMeter(Histogram<double>? pushed, string mapping) => (_pushed, _mapping) = (pushed, new(TelemetryNames.Mapping, mapping));

    /// <summary>Records one request that went to production.</summary>
    /// <param name="status">The status that the client got, 100 to 599.</param>
    /// <param name="failed">Whether the proxy had to answer itself, because production could not be reached, broke or was too slow.</param>
    /// <param name="latency">From the request's arrival to the head of the reply.</param>
    public void Record(int status, bool failed, TimeSpan latency)
    {
        if (failed) Interlocked.Increment(ref _failed);
        _statuses.Increment(status);
        _latency.Record(latency);
        if (_pushed is { Enabled: true }) _pushed.Record(latency.TotalSeconds, _mapping, new("http.response.status_code", status));

        // Last, so that Activity moves when all the rest has been counted.
        Interlocked.Increment(ref _requests);
    }

    /// <summary>A number that moves whenever anything was counted, and is much cheaper to read than everything.</summary>
    internal long Activity => Interlocked.Read(ref _requests);

    /// <summary>Requests that the proxy had to answer itself.</summary>
    internal long Failed => Interlocked.Read(ref _failed);

    /// <summary>Count by status code.</summary>
    internal IReadOnlyDictionary<int, long> ReadStatuses() => _statuses.Read();

    /// <summary>The latencies.</summary>
    internal HistogramCounts ReadLatency() => _latency.Read();

    /// <summary>The counters as of now.</summary>
    internal ProductionCounts Read() =>
        new(Interlocked.Read(ref _requests), Interlocked.Read(ref _failed), _statuses.Read(), _latency.Read());
}
