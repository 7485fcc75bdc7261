using System.Buffers.Text;
using System.Text;

namespace ActorProxy.Bench.Load.Http;

/// <summary>The head of an HTTP/1.1 message, as far as its end has to be known.</summary>
/// <param name="Length">Bytes up to and including the empty line.</param>
/// <param name="BodyLength">Value of <c>Content-Length</c>; 0 without one.</param>
internal readonly record struct MessageHead(int Length, int BodyLength)
{
    /// <summary>Bytes of the whole message.</summary>
    public int MessageLength => Length + BodyLength;

    /// <summary>Reads a head.</summary>
    /// <returns>False when it is not complete yet.</returns>
    /// <exception cref="InvalidDataException">The message is chunked, which nothing here sends.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out MessageHead head)
    {
        head = default;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        head = new MessageHead(end + 4, BodyLengthOf(bytes[..(end + 2)]));
        return true;
    }

    private static int BodyLengthOf(ReadOnlySpan<byte> lines)
    {
        while (lines.IndexOf("\r\n"u8) is >= 0 and var end)
        {
            var line = lines[..end];
            lines = lines[(end + 2)..];
            var colon = line.IndexOf((byte)':');
            if (colon < 0) continue;
            if (Ascii.EqualsIgnoreCase(line[..colon], "Transfer-Encoding"u8)) throw new InvalidDataException("A chunked message.");
            if (Ascii.EqualsIgnoreCase(line[..colon], "Content-Length"u8) && Utf8Parser.TryParse(line[(colon + 1)..].Trim((byte)' '), out int length, out _))
                return length;
        }

        return 0;
    }
}
