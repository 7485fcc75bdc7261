using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ActorProxy.Mappings.Redaction;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Bodies;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Dispatching;

namespace ActorProxy.Shadowing.Samples;

/// <summary>The JSON of one sample, every part of it cut to a length.</summary>
/// <param name="redaction">Headers whose values are not shown.</param>
/// <param name="maxReplyBytes">Longest body after its content-encoding is undone.</param>
/// <param name="share">By how much all lengths are divided.</param>
internal sealed class SampleSheet(HeaderRedaction redaction, int maxReplyBytes, int share)
{
    private const int TextLength = 1024;
    private const int Most = 64;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes it.</summary>
    public byte[] Write(
        DateTimeOffset at, string mapping, ComparedRequest request, string endpoint, Comparison comparison, Reply production, Reply shadow, Reply? baseline)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("at", at);
            json.WriteString("mapping", mapping);
            json.WriteString("endpoint", Cut(endpoint));
            json.WriteString("outcome", comparison.Outcome.Name());
            Write(json, "differences", comparison.Differences);
            Write(json, "noise", comparison.Noise);
            Write(json, request);
            Write(json, "production", production);
            Write(json, "shadow", shadow);
            if (baseline is not null) Write(json, "baseline", baseline);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Write(Utf8JsonWriter json, string name, IReadOnlyList<FieldDifference> differences)
    {
        json.WriteStartArray(name);
        foreach (var (path, kind) in differences.Take(Most / share))
        {
            json.WriteStartObject();
            json.WriteString("path", Cut(path));
            json.WriteString("kind", kind.Name());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, ComparedRequest request)
    {
        json.WriteStartObject("request");
        json.WriteString("method", Cut(request.Method));
        json.WriteString("target", Cut(request.PathAndQuery));
        Write(json, "headers", request.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value)));
        WriteBody(json, request.Body);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, string name, Reply reply)
    {
        json.WriteStartObject(name);
        json.WriteString("status", StatusPair.Text(reply.IsAnswered ? reply.Status : (int)reply.End));
        json.WriteNumber("latency_ms", Math.Round(reply.Latency.TotalMilliseconds, 3));
        json.WriteBoolean("truncated", reply.End == ReplyEnd.Truncated);
        Write(json, "headers", reply.Headers);
        Write(json, "trailers", reply.Trailers);
        var encodings = reply.Headers.Where(h => h.Key.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
            .SelectMany(h => h.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var decoded = ContentDecoder.Decode(reply.Body, encodings, maxReplyBytes);
        WriteBody(json, decoded.State == BodyState.Readable ? decoded.Bytes : reply.Body);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> headers)
    {
        json.WriteStartArray(name);
        foreach (var (header, value) in headers.Take(Most / share))
        {
            json.WriteStartArray();
            json.WriteStringValue(Cut(header));
            json.WriteStringValue(redaction.IsSecret(header) ? HeaderRedaction.Placeholder : Cut(value));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void WriteBody(Utf8JsonWriter json, ReadOnlyMemory<byte> body)
    {
        var kept = body.Span[..Math.Min(body.Length, SampleWriter.BodyBytes / share)];
        json.WriteNumber("body_bytes", body.Length);

        // The cut may go through a character; what is no text at all is written as Base64.
        var text = kept;
        while (kept.Length < body.Length && text.Length > kept.Length - 4 && !Utf8.IsValid(text)) text = text[..^1];
        if (Utf8.IsValid(text)) json.WriteString("body", text);
        else json.WriteBase64String("body_base64", kept);
    }

    private string Cut(string text) => text.Length <= TextLength / share ? text : text[..(TextLength / share)] + "...";
}
