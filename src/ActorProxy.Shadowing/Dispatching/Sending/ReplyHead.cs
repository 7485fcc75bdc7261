using System.Buffers.Text;
using System.Text;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>What the head of a reply says about its status, its body's end and its connection (RFC 9112).</summary>
internal struct ReplyHead
{
    /// <summary>100 to 999.</summary>
    public int Status;

    /// <summary>The body's length; null when the head does not give it.</summary>
    public long? ContentLength;

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked;

    /// <summary>Whether there is a transfer coding, chunks or another; a length beside it does not count.</summary>
    public bool HasTransferCoding;

    /// <summary>Whether the connection may be used again.</summary>
    public bool IsPersistent;

    /// <summary>Reads a head.</summary>
    /// <param name="received">Bytes from the beginning of the status line.</param>
    /// <param name="sink">Sees status and headers, unless the reply is informational.</param>
    /// <param name="head">What it says.</param>
    /// <param name="length">Its bytes, the empty line included.</param>
    /// <returns>False when its end has not come yet.</returns>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static bool TryRead(ReadOnlySpan<byte> received, IReplySink? sink, out ReplyHead head, out int length)
    {
        head = default;
        length = EndOf(received);
        if (length == 0)
        {
            CheckBeginning(received);
            return false;
        }

        var rest = received[..length];
        head.StatusLine(NextLine(ref rest));
        if (head.Status is >= 100 and < 200 and not 101) sink = null;
        sink?.Status(head.Status);
        while (NextLine(ref rest) is { IsEmpty: false } line)
        {
            // A folded line goes on with the header before it; nothing of ours is ever folded.
            if (line[0] is (byte)' ' or (byte)'\t') continue;
            SplitHeader(line, out var name, out var value);
            head.Header(name, value);
            sink?.Header(name, value);
        }

        // RFC 9112, 6.3: who says both may mean something else by where the reply ends.
        if (head.HasTransferCoding && head.ContentLength is not null) head.IsPersistent = false;
        return true;
    }

    /// <summary>Parts a header line, or a trailer, at its colon.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static void SplitHeader(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line.Contains((byte)0)) throw new InvalidDataException("A line of the reply's head is not a header.");
        name = line[..colon].TrimEnd((byte)' ');
        value = line[(colon + 1)..].Trim(" \t"u8);
    }

    // An empty line ends a head; bare line feeds are understood, too.
    private static int EndOf(ReadOnlySpan<byte> received)
    {
        for (var from = 0; received[from..].IndexOf((byte)'\n') is var found and >= 0; from += found + 1)
        {
            var next = received[(from + found + 1)..];
            if (next.StartsWith("\n"u8)) return from + found + 2;
            if (next.StartsWith("\r\n"u8)) return from + found + 3;
        }

        return 0;
    }

    // What does not begin as HTTP will not become it.
    private static void CheckBeginning(ReadOnlySpan<byte> received)
    {
        var begun = received[..Math.Min(received.Length, "HTTP/1."u8.Length)];
        if (!"HTTP/1."u8.StartsWith(begun)) throw new InvalidDataException("The reply is not HTTP/1.");
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = rest[..end];
        rest = rest[(end + 1)..];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private void StatusLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' ' ||
            (line.Length > 12 && line[12] != ' ') || !Utf8Parser.TryParse(line.Slice(9, 3), out Status, out var digits) || digits != 3 || Status < 100)
        {
            throw new InvalidDataException("The reply's first line is not a status line.");
        }

        IsPersistent = line[7] == '1';
    }

    private void Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 10 when Ascii.EqualsIgnoreCase(name, "Connection"u8):
                if (HasToken(value, "close"u8)) IsPersistent = false;
                else if (HasToken(value, "keep-alive"u8)) IsPersistent = true;
                break;
            case 14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8):
                if (!Utf8Parser.TryParse(value, out long length, out var digits) || digits != value.Length || length < 0 || (ContentLength is { } other && other != length))
                    throw new InvalidDataException("The reply's length is not one.");
                ContentLength = length;
                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8):
                (HasTransferCoding, IsChunked) = (true, HasToken(value, "chunked"u8));
                break;
        }
    }

    private static bool HasToken(ReadOnlySpan<byte> list, ReadOnlySpan<byte> token)
    {
        foreach (var range in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(list[range].Trim(" \t"u8), token)) return true;
        }

        return false;
    }
}
