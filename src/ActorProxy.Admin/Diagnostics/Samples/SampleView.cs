using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorProxy.Admin.Diagnostics.Samples;

/// <summary>One request with its replies, made ready to be looked at.</summary>
/// <param name="At">When it was compared, as written.</param>
/// <param name="Request">Method and target.</param>
/// <param name="Differences">What differs, such as <c>$.price (value)</c>.</param>
/// <param name="Noise">What differs between production and the baseline.</param>
/// <param name="Production">Production's reply as text.</param>
/// <param name="Shadow">The shadow's.</param>
/// <param name="Lines">Both, line by line.</param>
public sealed record SampleView(
    string At,
    string Request,
    IReadOnlyList<string> Differences,
    IReadOnlyList<string> Noise,
    ReplyText Production,
    ReplyText Shadow,
    IReadOnlyList<LinePair> Lines)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a sample as <c>GET /api/shadows/{name}/diffs</c> gives it.</summary>
    internal static SampleView Of(JsonElement sample)
    {
        var request = sample.GetProperty("request");
        var (production, shadow) = (Reply(sample.GetProperty("production")), Reply(sample.GetProperty("shadow")));
        return new SampleView(
            sample.GetProperty("at").GetString()!,
            $"{request.GetProperty("method").GetString()} {request.GetProperty("target").GetString()}",
            Fields(sample, "differences"),
            Fields(sample, "noise"),
            production,
            shadow,
            LineDiff.Of(production.Text, shadow.Text));
    }

    private static List<string> Fields(JsonElement sample, string name) =>
        [.. sample.GetProperty(name).EnumerateArray().Select(field => $"{field.GetProperty("path").GetString()} ({field.GetProperty("kind").GetString()})")];

    private static ReplyText Reply(JsonElement reply)
    {
        var status = reply.GetProperty("status").GetString()!;
        var text = new StringBuilder(status);
        foreach (var header in reply.GetProperty("headers").EnumerateArray().OrderBy(header => header[0].GetString(), StringComparer.OrdinalIgnoreCase))
            text.Append('\n').Append(header[0].GetString()).Append(": ").Append(header[1].GetString());
        text.Append("\n\n").Append(Body(reply));
        foreach (var trailer in reply.GetProperty("trailers").EnumerateArray())
            text.Append('\n').Append(trailer[0].GetString()).Append(": ").Append(trailer[1].GetString());
        return new ReplyText(status, TimeSpan.FromMilliseconds(reply.GetProperty("latency_ms").GetDouble()), text.ToString());
    }

    private static string Body(JsonElement reply) =>
        reply.TryGetProperty("body", out var body) ? Readable(body.GetString()!) : $"({reply.GetProperty("body_bytes").GetInt64()} bytes that are no text)";

    /// <summary>JSON one value to a line, so that only the values that differ stand out; other texts, and JSON that was cut off, as they are.</summary>
    private static string Readable(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}

/// <summary>One reply.</summary>
/// <param name="Status">Its status, or how it failed.</param>
/// <param name="Latency">How long it took.</param>
/// <param name="Text">Status, headers, body and trailers.</param>
public sealed record ReplyText(string Status, TimeSpan Latency, string Text);
