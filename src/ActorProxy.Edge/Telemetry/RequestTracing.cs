namespace ActorProxy.Edge.Telemetry;

/// <summary>What becomes of production's requests in traces.</summary>
public enum RequestTracing
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The edge has a span for each; production gets the trace context byte for byte as the client sent it.</summary>
    Observe,

    /// <summary>The edge has a span for each, and production is told that one as its parent (traceparent).</summary>
    Propagate,
}
