using System.Diagnostics;
using ActorProxy.Shadowing.Telemetry;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Telemetry;

/// <summary>Stands before the request handler and gives each request a span.</summary>
internal sealed class RequestSpans(RequestDelegate next, bool propagate)
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    private static readonly ActivitySource Source = new(TelemetryNames.Edge);

    // OpenTelemetry's conventions: any other method is _OTHER, so that clients cannot make names up.
    private static readonly HashSet<string> Methods = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

    public async Task HandleAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        ActivityContext.TryParse(headers[TraceParent].ToString(), headers[TraceState].ToString(), isRemote: true, out var parent);
        using var span = Source.StartActivity(MethodOf(context), ActivityKind.Server, parent);
        if (span is null)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (propagate && span.Recorded) headers[TraceParent] = span.Id;
        var facts = context.Features.Get<RequestFacts>() ?? new RequestFacts();
        context.Features.Set(facts);
        await next(context).ConfigureAwait(false);

        var status = context.Response.StatusCode;
        span.SetTag("http.request.method", MethodOf(context)).SetTag("http.response.status_code", status);
        if (facts.Mapping is { } mapping)
        {
            span.DisplayName = $"{MethodOf(context)} {mapping}";
            span.SetTag("actorproxy.mapping", mapping);
        }

        if (status >= 500) span.SetStatus(ActivityStatusCode.Error);
    }

    private static string MethodOf(HttpContext context) => Methods.Contains(context.Request.Method) ? context.Request.Method : "_OTHER";
}
