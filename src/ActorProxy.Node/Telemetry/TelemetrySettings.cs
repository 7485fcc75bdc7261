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

    /// <summary>File for a line per request at the edge, <c>-</c> for standard output; null for none.</summary>
    public string? AccessLog { get; init; }

    /// <summary>File for a line per copy sent, <c>-</c> for standard output; null for none.</summary>
    public string? CopyLog { get; init; }

    /// <summary>Headers whose values these lines have.</summary>
    public IReadOnlyList<string> LogHeaders { get; init; } = [];
}
