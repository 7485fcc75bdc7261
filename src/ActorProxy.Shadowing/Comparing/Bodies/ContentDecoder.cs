using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ActorProxy.Shadowing.Comparing.Bodies;

/// <summary>Whether a body could be read.</summary>
internal enum BodyState
{
    /// <summary>It is there as it was before content-encoding.</summary>
    Readable,

    /// <summary>It was cut off, or is longer than the limit once inflated.</summary>
    TooLong,

    /// <summary>Its content-encoding is unknown, or it is damaged.</summary>
    Unreadable,
}

/// <summary>A body without its content-encoding.</summary>
/// <param name="State">Whether there is one.</param>
/// <param name="Bytes">The body, when it is readable.</param>
internal readonly record struct DecodedBody(BodyState State, ReadOnlyMemory<byte> Bytes);

/// <summary>Undoes content-encodings, never writing more than a limit: a few bytes can inflate to gigabytes.</summary>
internal static class ContentDecoder
{
    // More than two are unheard of; each further one is a chance to multiply work.
    private const int MaxEncodings = 4;

    // The window that RFC 9659 allows senders of the content-coding zstd: 8 MB.
    private const int ZstdWindowLog = 23;

    /// <summary>Undoes them in reverse order.</summary>
    /// <param name="body">The body as it was on the wire.</param>
    /// <param name="encodings">Their names in the order in which they were applied (the header's).</param>
    /// <param name="maxBytes">Most bytes at every step.</param>
    public static DecodedBody Decode(ReadOnlyMemory<byte> body, IReadOnlyList<string> encodings, int maxBytes)
    {
        if (encodings.Count > MaxEncodings) return new DecodedBody(BodyState.Unreadable, default);

        // Replies without a body (HEAD, 304) still name the encoding that it would have.
        var state = body.Length > maxBytes ? BodyState.TooLong : BodyState.Readable;
        for (var i = encodings.Count - 1; i >= 0 && state == BodyState.Readable && body.Length > 0; i--)
            (state, body) = Undo(body, encodings[i], maxBytes);
        return new DecodedBody(state, state == BodyState.Readable ? body : default);
    }

    /// <summary>Undoes one encoding.</summary>
    public static DecodedBody Undo(ReadOnlyMemory<byte> body, string encoding, int maxBytes)
    {
        if (encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) return new DecodedBody(BodyState.Readable, body);
        try
        {
            using var source = new MemoryStream(ArrayOf(body, out var offset), offset, body.Length, writable: false);
            using var inflated = Open(encoding.ToLowerInvariant(), source, body.Span);
            return inflated is null ? new DecodedBody(BodyState.Unreadable, default) : Read(inflated, maxBytes);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ZstdException or EndOfStreamException or IOException)
        {
            return new DecodedBody(BodyState.Unreadable, default);
        }
    }

    private static Stream? Open(string encoding, Stream source, ReadOnlySpan<byte> body) => encoding switch
    {
        "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
        "br" => new BrotliStream(source, CompressionMode.Decompress),
        "zstd" => Zstd(source),

        // "deflate" means the zlib format (RFC 9110), and some send it without.
        "deflate" when body.Length > 1 && (body[0] & 0x0F) == 8 && ((body[0] << 8) | body[1]) % 31 == 0 => new ZLibStream(source, CompressionMode.Decompress),
        "deflate" => new DeflateStream(source, CompressionMode.Decompress),
        _ => null,
    };

    private static DecompressionStream Zstd(Stream source)
    {
        var stream = new DecompressionStream(source);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstdWindowLog);
        return stream;
    }

    private static DecodedBody Read(Stream inflated, int maxBytes)
    {
        var writer = new ArrayBufferWriter<byte>(4096);
        while (inflated.Read(writer.GetSpan(4096)) is > 0 and var n)
        {
            writer.Advance(n);
            if (writer.WrittenCount > maxBytes) return new DecodedBody(BodyState.TooLong, default);
        }

        return new DecodedBody(BodyState.Readable, writer.WrittenMemory);
    }

    private static byte[] ArrayOf(ReadOnlyMemory<byte> body, out int offset)
    {
        if (MemoryMarshal.TryGetArray(body, out var segment))
        {
            offset = segment.Offset;
            return segment.Array!;
        }

        offset = 0;
        return body.ToArray();
    }
}
