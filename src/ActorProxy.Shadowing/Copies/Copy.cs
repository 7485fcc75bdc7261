using System.Text;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Copies;

/// <summary>One copy as a dispatcher reads it. Its body and headers are views into the batch that it came in.</summary>
internal sealed class Copy
{
    public string Method { get; private set; } = "GET";

    public ReadOnlyMemory<byte> PathAndQuery { get; private set; }

    public ReadOnlyMemory<byte> Host { get; private set; }

    public ReadOnlyMemory<byte> Body { get; private set; }

    public BodyFraming Framing { get; private set; }

    /// <summary>u in [0,1), compared with the weight.</summary>
    public double SamplePoint { get; private set; }

    /// <summary>When the edge offered it, by the edge's clock.</summary>
    public DateTimeOffset OfferedAt { get; private set; }

    public int ProductionStatus { get; private set; }

    public long ProductionMicroseconds { get; private set; }

    /// <summary>Copies with the same key are sent in order; 0 = unordered.</summary>
    public ulong OrderKey { get; private set; }

    /// <summary>What the shadow is told as its parent in the trace, in place of what production was told; null tells it the same.</summary>
    public string? TraceParent { get; set; }

    private readonly List<ReadOnlyMemory<byte>> _headers = new(16);
    private ReadOnlyMemory<byte>? _reply;

    /// <summary>Whether its shadow's reply is to be compared with production's.</summary>
    public bool IsCompared => _reply is not null;

    /// <summary>Reads an encoded copy.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static Copy Decode(ReadOnlyMemory<byte> encoded)
    {
        var copy = new Copy();
        var reader = new ProtoReader(encoded);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case CopyFields.Method: copy.Method = MethodText(reader.Bytes().Span); break;
                case CopyFields.PathAndQuery: copy.PathAndQuery = reader.Bytes(); break;
                case CopyFields.Host: copy.Host = reader.Bytes(); break;
                case CopyFields.Headers: copy._headers.Add(reader.Bytes()); break;
                case CopyFields.Framing: copy.Framing = (BodyFraming)reader.Varint(); break;
                case CopyFields.Body: copy.Body = reader.Bytes(); break;
                case CopyFields.SamplePoint: copy.SamplePoint = reader.Double(); break;
                case CopyFields.OfferedAt: copy.OfferedAt = Time(reader.Fixed64()); break;
                case CopyFields.ProductionStatus: copy.ProductionStatus = (int)reader.Varint(); break;
                case CopyFields.ProductionMicroseconds: copy.ProductionMicroseconds = (long)reader.Varint(); break;
                case CopyFields.OrderKey: copy.OrderKey = reader.Fixed64(); break;
                case CopyFields.Reply: copy._reply = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }

        return copy;
    }

    /// <summary>The ordering key of an encoded copy, without decoding the rest; 0 = unordered.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static ulong OrderKeyOf(ReadOnlyMemory<byte> encoded)
    {
        var reader = new ProtoReader(encoded);
        while (reader.Next(out var field))
        {
            if (field == CopyFields.OrderKey) return reader.Fixed64();
            reader.Skip();
        }

        return 0;
    }

    /// <summary>The headers in the order sent, as texts.</summary>
    /// <exception cref="InvalidDataException">One is malformed.</exception>
    public IEnumerable<(string Name, string Value)> Headers => _headers.Select(CopyHeader.Decode);

    /// <summary>How many headers there are.</summary>
    public int HeaderCount => _headers.Count;

    /// <summary>A header, as it is encoded.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public (ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value) HeaderAt(int index) => CopyHeader.Read(_headers[index]);

    /// <summary>Production's reply; only when <see cref="IsCompared"/>.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public Reply ReadReply() => CopyReply.Decode(_reply!.Value, ProductionStatus, TimeSpan.FromMicroseconds(ProductionMicroseconds));

    private static string MethodText(ReadOnlySpan<byte> bytes) =>
        bytes.SequenceEqual("GET"u8) ? "GET" : bytes.SequenceEqual("POST"u8) ? "POST" : Encoding.Latin1.GetString(bytes);

    private static DateTimeOffset Time(ulong milliseconds) => milliseconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
        : throw new InvalidDataException("A copy was offered after the end of time.");
}
