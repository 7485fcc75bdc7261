using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorProxy.Shadowing.Logging;

/// <summary>Writes one JSON object as a line. Buffers are kept per thread.</summary>
public static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes the line.</summary>
    /// <param name="fields">Writes the object's fields from the state that it is given.</param>
    /// <param name="state">What to write of.</param>
    /// <returns>The line, with its end.</returns>
    public static byte[] Write<T>(T state, Action<Utf8JsonWriter, T> fields)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        fields(writer, state);
        writer.WriteEndObject();
        writer.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
