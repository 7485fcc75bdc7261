using System.Diagnostics;
using System.Text.Json;
using ActorProxy.Edge.Headers;
using ActorProxy.Shadowing.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Edge.Telemetry;

/// <summary>Stands before the request handler and writes a line for each request, once its reply has ended.</summary>
internal sealed class AccessLog(RequestDelegate next, LineLog lines, IReadOnlyList<string> headers)
{
    public async Task HandleAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var facts = new RequestFacts();
        context.Features.Set(facts);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            var line = (Context: context, Facts: facts, Duration: Stopwatch.GetElapsedTime(started), Log: this);
            lines.TryAdd(JsonLine.Write(line, static (json, line) => line.Log.Write(json, line.Context, line.Facts, line.Duration)));
        }
    }

    private void Write(Utf8JsonWriter json, HttpContext context, RequestFacts facts, TimeSpan duration)
    {
        var request = context.Request;
        json.WriteString("log", "access");
        json.WriteString("time", DateTime.UtcNow - duration);
        json.WriteString("client", ClientAddress.Of(context.Connection));
        json.WriteString("protocol", request.Protocol);
        json.WriteString("method", request.Method);
        json.WriteString("path", PathOf(context));
        if (facts.Mapping is { } mapping) json.WriteString("mapping", mapping);
        json.WriteNumber("status", context.Response.StatusCode);
        if (context.RequestAborted.IsCancellationRequested) json.WriteBoolean("aborted", true);
        json.WriteNumber("duration_ms", Math.Round(duration.TotalMilliseconds, 3));
        if (headers.Count == 0) return;
        json.WriteStartObject("headers");
        foreach (var name in headers)
        {
            if (request.Headers.TryGetValue(name, out var value)) json.WriteString(name, value.ToString());
        }

        json.WriteEndObject();
    }

    // As the client sent it, but for its query, in which secrets are found more often than elsewhere.
    private static string PathOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
