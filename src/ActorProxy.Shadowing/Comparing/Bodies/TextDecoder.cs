using System.Text;

namespace ActorProxy.Shadowing.Comparing.Bodies;

/// <summary>Brings texts of whatever character set to UTF-8, so that the same text in two of them is the same.</summary>
internal static class TextDecoder
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding[] Marked =
    [
        // UTF-32 first: the mark of UTF-16 is the beginning of its own.
        new UTF8Encoding(true), new UTF32Encoding(false, true, true), new UTF32Encoding(true, true, true),
        new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true),
    ];

    /// <summary>The text in UTF-8 without a byte order mark; as it is when its character set is unknown or it is not valid in it.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="charset">The name of its character set; null when unknown, which means UTF-8. A byte order mark overrules it.</param>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> bytes, string? charset)
    {
        foreach (var encoding in Marked)
        {
            if (bytes.Span.StartsWith(encoding.Preamble)) return Convert(bytes[encoding.Preamble.Length..], encoding);
        }

        return charset is null ? bytes : Convert(bytes, Find(charset));
    }

    /// <summary>The text of valid UTF-8; null when it is not valid.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Convert(ReadOnlyMemory<byte> bytes, Encoding? encoding)
    {
        if (encoding is null or UTF8Encoding) return bytes;
        try
        {
            return Utf8.GetBytes(encoding.GetString(bytes.Span));
        }
        catch (ArgumentException)
        {
            // Not valid in its own character set: the bytes are all there is to compare.
            return bytes;
        }
    }

    private static Encoding? Find(string charset)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
