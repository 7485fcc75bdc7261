using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ActorProxy.Edge.Forwarding;

/// <summary>
/// Whether the HTTP client can say a request as it was said. What it cannot is refused, since sending something else would not be
/// forwarding.
/// </summary>
internal static class Sendable
{
    /// <summary>The client sends standard methods in upper case however they are written, though methods are case-sensitive.</summary>
    public static bool IsMethod(string method)
    {
        var canonical = HttpMethods.GetCanonicalizedValue(method);
        return ReferenceEquals(canonical, method) || string.Equals(canonical, method, StringComparison.Ordinal);
    }

    /// <summary>
    /// Whether a body's transfer coding can be passed on: none, or chunks. Kestrel takes the chunks apart, whatever other codings it leaves on
    /// what was in them; Envoy answers those with 501, too.
    /// </summary>
    public static bool IsCoding(StringValues coding) =>
        coding.Count == 0 || (coding.Count == 1 && "chunked".Equals(coding[0], StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether a host can go out as HTTP/2's <c>:authority</c>; the client would put the endpoint's address in place of one such as
    /// <c>a..b</c>.
    /// </summary>
    public static bool IsAuthority(string host)
    {
        using var probe = new HttpRequestMessage();
        return probe.Headers.TryAddWithoutValidation(HeaderNames.Host, host) && probe.Headers.Host is not null;
    }
}
