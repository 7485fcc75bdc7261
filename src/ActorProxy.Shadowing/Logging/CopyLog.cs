using System.Text;
using System.Text.Json;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;

namespace ActorProxy.Shadowing.Logging;

/// <summary>Writes a line for each copy that was sent.</summary>
internal sealed class CopyLog(LineLog lines, IReadOnlyList<string> headers, TimeProvider time)
{
    /// <summary>Writes the line of a copy that has ended.</summary>
    public void Write(ShadowTarget target, Copy copy, in CopyResult result) =>
        lines.TryAdd(JsonLine.Write((Target: target, Copy: copy, Result: result, Log: this), static (json, line) => line.Log.Write(json, line.Target, line.Copy, line.Result)));

    private void Write(Utf8JsonWriter json, ShadowTarget target, Copy copy, in CopyResult result)
    {
        json.WriteString("log", "copy");
        json.WriteString("time", time.GetUtcNow().UtcDateTime);
        json.WriteString("mapping", target.Route.Name);
        json.WriteString("service", target.Route.Service.ToString());
        json.WriteString("method", copy.Method);
        json.WriteString("path", PathOf(copy));
        json.WriteNumber("request_bytes", copy.Body.Length);
        json.WriteString("outcome", result.Outcome.Name());
        if (result.Outcome == CopyOutcome.Answered) json.WriteNumber("status", result.Status);
        json.WriteNumber("duration_ms", result.ShadowMicroseconds / 1000.0);
        if (copy.ProductionStatus != 0) json.WriteNumber("production_status", copy.ProductionStatus);
        json.WriteNumber("production_duration_ms", copy.ProductionMicroseconds / 1000.0);
        if (headers.Count > 0) WriteHeaders(json, copy);
    }

    private void WriteHeaders(Utf8JsonWriter json, Copy copy)
    {
        json.WriteStartObject("headers");
        foreach (var wanted in headers)
        {
            var value = wanted.Equals("Host", StringComparison.OrdinalIgnoreCase)
                ? Encoding.Latin1.GetString(copy.Host.Span)
                : string.Join(", ", copy.Headers.Where(header => header.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value));
            if (value.Length > 0) json.WriteString(wanted, value);
        }

        json.WriteEndObject();
    }

    // Without its query, in which secrets are found more often than elsewhere.
    private static string PathOf(Copy copy)
    {
        var path = copy.PathAndQuery.Span;
        var query = path.IndexOf((byte)'?');
        return Encoding.Latin1.GetString(query < 0 ? path : path[..query]);
    }
}
