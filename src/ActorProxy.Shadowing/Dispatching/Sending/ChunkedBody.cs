using System.Buffers.Text;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>Takes a chunked body (RFC 9112, 7.1) apart as it comes in.</summary>
internal sealed class ChunkedBody
{
    private const int MostLineBytes = 16 * 1024, MostTrailerBytes = 128 * 1024;

    private readonly byte[] _line = new byte[MostLineBytes];
    private Part _part;
    private int _lineLength;
    private long _left;
    private int _trailerBytes;

    private enum Part
    {
        Size,
        Data,
        EndOfData,
        Trailers,
        Done,
    }

    /// <summary>Whether the last chunk and the trailers have come.</summary>
    public bool IsDone => _part == Part.Done;

    /// <summary>Another body begins.</summary>
    public void Begin() => (_part, _lineLength, _left, _trailerBytes) = (Part.Size, 0, 0, 0);

    /// <summary>Takes bytes in.</summary>
    /// <returns>How many of them belong to the body.</returns>
    /// <exception cref="InvalidDataException">They are no chunks.</exception>
    public int Take(ReadOnlySpan<byte> received, IReplySink? sink)
    {
        var rest = received;
        while (!rest.IsEmpty && !IsDone)
        {
            if (_part == Part.Data) Data(ref rest, sink);
            else if (TryLine(ref rest, out var line)) Line(line, sink);
        }

        return received.Length - rest.Length;
    }

    private void Data(ref ReadOnlySpan<byte> rest, IReplySink? sink)
    {
        var piece = rest[..(int)Math.Min(rest.Length, _left)];
        sink?.Body(piece);
        rest = rest[piece.Length..];
        _left -= piece.Length;
        if (_left == 0) _part = Part.EndOfData;
    }

    private bool TryLine(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        var end = rest.IndexOf((byte)'\n');
        var piece = end < 0 ? rest : rest[..end];
        if (_lineLength + piece.Length > _line.Length) throw new InvalidDataException("A line between chunks is too long.");
        piece.CopyTo(_line.AsSpan(_lineLength));
        _lineLength += piece.Length;
        rest = rest[(piece.Length + (end < 0 ? 0 : 1))..];
        line = _line.AsSpan(0, _lineLength);
        if (end < 0) return false;
        if (line.EndsWith("\r"u8)) line = line[..^1];
        _lineLength = 0;
        return true;
    }

    private void Line(ReadOnlySpan<byte> line, IReplySink? sink)
    {
        switch (_part)
        {
            case Part.Size:
                _left = SizeOf(line);
                _part = _left > 0 ? Part.Data : Part.Trailers;
                break;
            case Part.EndOfData:
                if (!line.IsEmpty) throw new InvalidDataException("A chunk is longer than it said.");
                _part = Part.Size;
                break;
            default:
                if (line.IsEmpty)
                {
                    _part = Part.Done;
                    break;
                }

                _trailerBytes += line.Length;
                if (_trailerBytes > MostTrailerBytes) throw new InvalidDataException("The reply's trailers are too long.");
                ReplyHead.SplitHeader(line, out var name, out var value);
                sink?.Trailer(name, value);
                break;
        }
    }

    private static long SizeOf(ReadOnlySpan<byte> line)
    {
        var extension = line.IndexOf((byte)';');
        var digits = (extension < 0 ? line : line[..extension]).TrimEnd(" \t"u8);
        if (!Utf8Parser.TryParse(digits, out long size, out var read, 'x') || read != digits.Length || size < 0)
            throw new InvalidDataException("A chunk's size is not one.");
        return size;
    }
}
