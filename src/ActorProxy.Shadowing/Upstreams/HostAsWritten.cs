using System.Text;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>
/// Sends a <c>Host</c> that the HTTP client cannot read, such as the <c>[::1]-shadow:8080</c> that the rule of the suffix makes of an IPv6
/// address. The client would put a Host of its own beside it; so it is given a name that it can read, and as it writes that, this writes
/// the other in its place.
/// </summary>
public sealed class HostAsWritten : Encoding
{
    private const string Placeholder = "host-as-written.invalid";

    private static readonly HttpRequestOptionsKey<HostAsWritten> Key = new(nameof(HostAsWritten));

    private readonly byte[] _bytes;

    private HostAsWritten(string host) => _bytes = Latin1.GetBytes(host);

    /// <summary>
    /// Sets a request's <c>Host</c>, readable or not, for a handler of <see cref="UpstreamHandler"/>. HTTP/2 has no place for one that is
    /// not: there it is left to the client.
    /// </summary>
    /// <param name="request">The request; must not have a <c>Host</c>.</param>
    /// <param name="host">Any text without line ends.</param>
    public static void Set(HttpRequestMessage request, string host)
    {
        request.Headers.TryAddWithoutValidation("Host", host);
        if (request.Headers.Host is not null) return;
        request.Headers.Remove("Host");
        if (request.Version.Major > 1) return;
        request.Headers.Host = Placeholder;
        request.Options.Set(Key, new HostAsWritten(host));
    }

    /// <summary>
    /// How a header's value is written: byte for character; for <see cref="SocketsHttpHandler.RequestHeaderEncodingSelector"/>.
    /// </summary>
    public static Encoding Select(string name, HttpRequestMessage request) =>
        name == "Host" && request.Headers.Host == Placeholder && request.Options.TryGetValue(Key, out var written) ? written : Latin1;

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => _bytes.Length;

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        _bytes.CopyTo(bytes, byteIndex);
        return _bytes.Length;
    }

    /// <inheritdoc/>
    public override int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        _bytes.CopyTo(bytes);
        return _bytes.Length;
    }

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => Latin1.GetCharCount(bytes, index, count);

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        Latin1.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => _bytes.Length;

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount;
}
