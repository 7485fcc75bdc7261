using System.Buffers.Binary;

namespace ActorProxy.Shadowing.Copies;

/// <summary>
/// Reads protobuf fields from memory without copying. Whatever it is given, it throws <see cref="InvalidDataException"/> or ends; it never reads
/// outside its memory.
/// </summary>
internal ref struct ProtoReader(ReadOnlyMemory<byte> source)
{
    private readonly ReadOnlyMemory<byte> _memory = source;
    private readonly ReadOnlySpan<byte> _source = source.Span;
    private int _position;
    private int _wireType;

    /// <summary>Moves to the next field.</summary>
    /// <param name="field">Its number.</param>
    /// <returns>False at the end.</returns>
    public bool Next(out int field)
    {
        field = 0;
        if (_position >= _source.Length) return false;
        var tag = RawVarint();
        if (tag is < 1 << 3 or > uint.MaxValue) throw new InvalidDataException("A field has a number that there is not.");
        field = (int)(tag >> 3);
        _wireType = (int)(tag & 7);
        return true;
    }

    public ulong Varint()
    {
        Expect(0);
        return RawVarint();
    }

    /// <summary>A number from 0 to 2^31-1.</summary>
    public int Int32()
    {
        var value = Varint();
        return value <= int.MaxValue ? (int)value : throw new InvalidDataException($"{value} is beyond the range of its field.");
    }

    public ulong Fixed64()
    {
        Expect(1);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
    }

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    public ReadOnlyMemory<byte> Bytes()
    {
        Expect(2);
        var length = RawVarint();
        if (length > (ulong)(_source.Length - _position)) throw new InvalidDataException("A field ends behind the end of its message.");
        var start = _position;
        _position += (int)length;
        return _memory.Slice(start, (int)length);
    }

    /// <summary>Passes over a field that this version does not know.</summary>
    public void Skip()
    {
        switch (_wireType)
        {
            case 0: RawVarint(); break;
            case 1: Take(8); break;
            case 2: Bytes(); break;
            case 5: Take(4); break;
            default: throw new InvalidDataException($"Wire type {_wireType} is not known.");
        }
    }

    private readonly void Expect(int wireType)
    {
        if (_wireType != wireType) throw new InvalidDataException($"Wire type {_wireType} where {wireType} belongs.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _source.Length - _position) throw new InvalidDataException("The message ends within a field.");
        var span = _source.Slice(_position, length);
        _position += length;
        return span;
    }

    private ulong RawVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _source.Length) throw new InvalidDataException("The message ends within a number.");
            var b = _source[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return value;
        }

        throw new InvalidDataException("A number is longer than ten bytes.");
    }
}
