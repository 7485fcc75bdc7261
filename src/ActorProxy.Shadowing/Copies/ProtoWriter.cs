using System.Buffers.Binary;
using System.Text;

namespace ActorProxy.Shadowing.Copies;

/// <summary>Writes protobuf fields into a span. Once it has run out of space it stays so and writes nothing more.</summary>
internal ref struct ProtoWriter(Span<byte> destination)
{
    /// <summary>Bytes that <see cref="BeginMessage"/> keeps for a length: enough for 256 MiB, in a form that any protobuf reader accepts.</summary>
    public const int LengthBytes = 4;

    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written.</summary>
    public int Position { get; private set; }

    /// <summary>Whether something did not fit.</summary>
    public bool Overflowed { get; private set; }

    public void Varint(int field, ulong value)
    {
        if (value == 0) return;
        RawVarint((uint)(field << 3));
        RawVarint(value);
    }

    public void Fixed64(int field, ulong value)
    {
        if (value == 0) return;
        RawVarint((uint)((field << 3) | 1));
        if (!Reserve(8, out var span)) return;
        BinaryPrimitives.WriteUInt64LittleEndian(span, value);
    }

    public void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        BytesHead(field, value.Length);
        if (Reserve(value.Length, out var span)) value.CopyTo(span);
    }

    /// <summary>Text of which every character is one byte (Latin-1), as HTTP's own parts are.</summary>
    public void Latin1(int field, ReadOnlySpan<char> value)
    {
        RawVarint((uint)((field << 3) | 2));
        RawVarint((uint)value.Length);
        if (Reserve(value.Length, out var span)) Encoding.Latin1.GetBytes(value, span);
    }

    public void Utf8(int field, ReadOnlySpan<char> value)
    {
        RawVarint((uint)((field << 3) | 2));
        RawVarint((uint)Encoding.UTF8.GetByteCount(value));
        if (Reserve(Encoding.UTF8.GetByteCount(value), out var span)) Encoding.UTF8.GetBytes(value, span);
    }

    /// <summary>Starts a bytes field, or a nested message, whose content of that length is written elsewhere.</summary>
    public void BytesHead(int field, int length)
    {
        RawVarint((uint)((field << 3) | 2));
        RawVarint((uint)length);
    }

    /// <summary>Starts a bytes field whose content the caller fills in.</summary>
    public Span<byte> BytesToFill(int field, int length)
    {
        BytesHead(field, length);
        return Reserve(length, out var span) ? span : default;
    }

    /// <summary>Starts a nested message; its length is filled in by <see cref="EndMessage"/>.</summary>
    /// <returns>A mark to give to <see cref="EndMessage"/>.</returns>
    public int BeginMessage(int field)
    {
        RawVarint((uint)((field << 3) | 2));
        Reserve(LengthBytes, out _);
        return Position;
    }

    /// <summary>Ends a nested message.</summary>
    public readonly void EndMessage(int mark)
    {
        if (Overflowed) return;
        var length = (uint)(Position - mark);
        var span = _destination.Slice(mark - LengthBytes, LengthBytes);

        // A varint padded to a fixed width: each byte but the last says that more follow.
        span[0] = (byte)(length | 0x80);
        span[1] = (byte)((length >> 7) | 0x80);
        span[2] = (byte)((length >> 14) | 0x80);
        span[3] = (byte)(length >> 21);
    }

    private void RawVarint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var n = 0;
        while (value >= 0x80)
        {
            bytes[n++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[n++] = (byte)value;
        if (Reserve(n, out var span)) bytes[..n].CopyTo(span);
    }

    private bool Reserve(int length, out Span<byte> span)
    {
        if (Overflowed || length > _destination.Length - Position)
        {
            Overflowed = true;
            span = default;
            return false;
        }

        span = _destination.Slice(Position, length);
        Position += length;
        return true;
    }
}
