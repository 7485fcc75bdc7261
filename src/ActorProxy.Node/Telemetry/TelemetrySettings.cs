using ActorProxy.Edge.Telemetry;

namespace ActorProxy.Node.Telemetry;

/// <summary>What a node tells of itself, and to whom.</summary>
internal sealed record TelemetrySettings
{
    /// <summary>Where metrics and spans are sent (OTLP); null sends nothing.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>What becomes of production's requests in traces.</summary>
    public RequestTracing Requests { get; init; }

    /// <summary>Whether copies have spans.</summary>
    public bool TracesCopies { get; init; } = true;
}
