using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing.Heads;
using ActorProxy.Shadowing.Comparing.Json;

namespace ActorProxy.Shadowing.Comparing.Bodies;

/// <summary>A reply's body, decoded and read as far as a comparison needs it, and not more than once. Not safe for several threads.</summary>
internal sealed class PreparedBody
{
    // Text inflates about tenfold; what is far beyond is a bomb or not worth the memory.
    private const int MaxInflation = 16;
    private const int LeastInflated = 1024 * 1024;
    private const int MostInflated = 64 * 1024 * 1024;

    private readonly Reply _reply;
    private readonly CompareSettings _settings;
    private readonly JsonRules _rules;
    private readonly Lazy<DecodedBody> _decoded;
    private readonly Lazy<JsonNode?> _json;
    private readonly Lazy<IReadOnlyList<ReadOnlyMemory<byte>>?> _messages;
    private readonly Lazy<ReadOnlyMemory<byte>> _text;

    public PreparedBody(Reply reply, CompareSettings settings, JsonRules rules)
    {
        (_reply, _settings, _rules) = (reply, settings, rules);
        Type = MediaType.Parse(reply.Headers.First("content-type"));
        _decoded = new(Decode);
        _json = new(ReadJson);
        _messages = new(() => Type.IsGrpc ? GrpcMessages.TryRead(Bytes, reply.Headers.First("grpc-encoding") ?? "identity", MaxInflated) : null);
        _text = new(ReadText);
    }

    /// <summary>What it says it is.</summary>
    public MediaType Type { get; }

    /// <summary>Whether it was read to its end.</summary>
    public bool IsWhole => _reply.End == ReplyEnd.Complete;

    /// <summary>Whether nothing came.</summary>
    public bool IsEmpty => _reply.Body.IsEmpty;

    /// <summary>Whether it can be read.</summary>
    public BodyState State => _decoded.Value.State;

    /// <summary>The body without content-encoding and in UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes => _decoded.Value.Bytes;

    /// <summary>The body with replacements made, when it is text.</summary>
    public ReadOnlyMemory<byte> Text => _text.Value;

    /// <summary>The document; null when it is not JSON.</summary>
    public JsonNode? Json => _json.Value;

    /// <summary>The gRPC messages; null when it is not gRPC.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Messages => _messages.Value;

    /// <summary>Whether both are the same on the wire and mean the same.</summary>
    public bool IsSameOnWire(PreparedBody other) =>
        Type == other.Type
        && _reply.Body.Span.SequenceEqual(other._reply.Body.Span)
        && Encodings(_reply).SequenceEqual(Encodings(other._reply), StringComparer.OrdinalIgnoreCase);

    private int MaxInflated => (int)Math.Min(Math.Max((long)_settings.MaxReplyBytes * MaxInflation, LeastInflated), MostInflated);

    private static IReadOnlyList<string> Encodings(Reply reply) => reply.Headers.Elements("content-encoding");

    private DecodedBody Decode()
    {
        if (!IsWhole) return new DecodedBody(BodyState.TooLong, default);
        var decoded = ContentDecoder.Decode(_reply.Body, Encodings(_reply), MaxInflated);
        return decoded.State == BodyState.Readable && Type.IsText ? decoded with { Bytes = TextDecoder.ToUtf8(decoded.Bytes, Type.Charset) } : decoded;
    }

    private JsonNode? ReadJson()
    {
        if (_settings.Body != BodyComparison.Json || Type.IsGrpc) return null;

        // Not every service names the type, and a number or a text alone may be anything.
        var start = Bytes.Span.TrimStart(" \t\r\n"u8);
        return Type.IsJson || start is [(byte)'{' or (byte)'[', ..] ? JsonTreeReader.TryRead(Bytes.Span, _rules) : null;
    }

    private ReadOnlyMemory<byte> ReadText()
    {
        if (_settings.Normalise.Count == 0 || TextDecoder.Text(Bytes.Span) is not { } text) return Bytes;
        foreach (var normalisation in _settings.Normalise) text = normalisation.Apply(text);
        return System.Text.Encoding.UTF8.GetBytes(text);
    }
}
