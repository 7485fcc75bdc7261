using System.Text;

namespace ActorProxy.Edge.Hosting;

/// <summary>
/// Decodes <c>Connection</c> so that Kestrel leaves it readable. Kestrel puts <c>keep-alive</c>, <c>close</c> or <c>upgrade</c> in place of a value in
/// which it knows just one of these options, whatever else there is; the headers that the value nominates (RFC 9110, 7.6.1) would be forgotten, and
/// passed on. So the value gets a second option that changes nothing, or loses the one that says what HTTP/1.1 does anyway.
/// </summary>
/// <remarks>
/// A line that is nothing but <c>keep-alive</c> stays as it is, since HTTP/1.0 needs it; only what further lines of the same header nominate
/// beside it is not seen.
/// </remarks>
internal sealed class ConnectionOptionsEncoding : Encoding
{
    private const string KeepAlive = "keep-alive";

    /// <summary>The one there is.</summary>
    public static ConnectionOptionsEncoding Instance { get; } = new();

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => Decode(bytes.AsSpan(index, count)).Length;

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Decode(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(chars.AsSpan(charIndex));
        return text.Length;
    }

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => charCount;

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount + KeepAlive.Length + 1;

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = Latin1.GetString(bytes);

        // What most clients say needs no look at its parts.
        if (Is(text, KeepAlive)) return text;
        var options = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var (keepsAlive, others) = (options.Any(option => Is(option, KeepAlive)), options.Count(option => Is(option, "close") || Is(option, "upgrade")));
        return (keepsAlive, others) switch
        {
            (true, 0) when options.Length > 1 => string.Join(',', options.Where(option => !Is(option, KeepAlive))),
            (false, > 0) => $"{KeepAlive},{text}",
            _ => text,
        };
    }

    private static bool Is(string option, string other) => option.Equals(other, StringComparison.OrdinalIgnoreCase);
}
