namespace ActorProxy.Mappings.Shadows;

/// <summary>What becomes of the trace context (W3C: traceparent, tracestate, baggage) on a copy.</summary>
public enum CopyTrace
{
    /// <summary>
    /// Where the request belongs to a sampled trace and this node exports spans, the copy has a span of its own in that trace, marked
    /// <c>shadow=true</c>, and the shadow is told that one as its parent. Otherwise as production got it.
    /// </summary>
    OwnSpan,

    /// <summary>As production got it.</summary>
    Keep,

    /// <summary>Taken off, so that the shadow's spans do not show in production's traces.</summary>
    Drop,
}
