using System.Diagnostics;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>A copy's own span, in the trace that its request belongs to.</summary>
internal static class CopySpan
{
    /// <summary>The header that names a request's place in its trace (W3C Trace Context).</summary>
    public const string TraceParent = "traceparent";

    private const string TraceState = "tracestate";

    private static readonly ActivitySource Source = new(TelemetryNames.Shadowing);

    /// <summary>Whether this is the name of that header.</summary>
    public static bool IsTraceParent(string name) => name.Equals(TraceParent, StringComparison.OrdinalIgnoreCase);

    /// <summary>Begins the span of a copy that is about to be sent, and has the shadow told of it.</summary>
    /// <returns>Null where the policy wants none, nobody exports spans, or the request belongs to no sampled trace.</returns>
    public static Activity? Begin(ShadowTarget target, Copy copy)
    {
        if (!Source.HasListeners() || target.Settings.Trace != CopyTrace.OwnSpan) return null;
        string? parent = null;
        string? state = null;
        foreach (var (name, value) in copy.Headers)
        {
            if (IsTraceParent(name)) parent = value;
            else if (name.Equals(TraceState, StringComparison.OrdinalIgnoreCase)) state = value;
        }

        if (!ActivityContext.TryParse(parent, state, isRemote: true, out var context)) return null;
        var span = Source.StartActivity($"{copy.Method} {target.Route.Name}", ActivityKind.Client, context);
        if (span is { Recorded: true })
        {
            copy.TraceParent = span.Id;
            return Describe(span, target, copy);
        }

        // Begun only to carry the trace on: the shadow is better told of production's span, which may exist.
        span?.Dispose();
        return null;
    }

    /// <summary>Says how the copy ended.</summary>
    public static void Conclude(Activity? span, in CopyResult result)
    {
        if (span is null) return;
        span.SetTag("actorproxy.outcome", result.Outcome.Name());
        if (result.Outcome == CopyOutcome.Answered) span.SetTag("http.response.status_code", result.Status);
        else span.SetStatus(ActivityStatusCode.Error, result.Outcome.Name()).SetTag("error.type", result.Outcome.Name());
    }

    private static Activity Describe(Activity span, ShadowTarget target, Copy copy) => span
        .SetTag("shadow", true)
        .SetTag("actorproxy.mapping", target.Route.Name)
        .SetTag("actorproxy.production.status_code", copy.ProductionStatus)
        .SetTag("http.request.method", copy.Method)
        .SetTag("server.address", target.Route.Service.Host)
        .SetTag("server.port", target.Route.Service.Port);
}
