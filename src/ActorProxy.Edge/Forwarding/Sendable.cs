using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActorProxy.Edge.Forwarding;

/// <summary>
/// Whether the HTTP client can say a request as it was said. What it cannot is refused, since sending something else would not be forwarding.
/// </summary>
internal static class Sendable
{
    // The client's own check costs some; hosts repeat. A slot is overwritten by whoever comes last, which is harmless.
    private static readonly string?[] KnownHosts = new string?[64];

    /// <summary>The client sends standard methods in upper case however they are written, though methods are case-sensitive.</summary>
    public static bool IsMethod(string method)
    {
        var canonical = HttpMethods.GetCanonicalizedValue(method);
        return ReferenceEquals(canonical, method) || string.Equals(canonical, method, StringComparison.Ordinal);
    }

    /// <summary>A host that the client cannot read (such as <c>a..b</c>) would go out beside a second Host of the client's own making.</summary>
    public static bool IsHost(string host)
    {
        ref var slot = ref KnownHosts[(uint)host.GetHashCode(StringComparison.Ordinal) % KnownHosts.Length];
        if (string.Equals(slot, host, StringComparison.Ordinal))
            return true;

        using var probe = new HttpRequestMessage();
        if (!probe.Headers.TryAddWithoutValidation(HeaderNames.Host, host) || probe.Headers.Host is null)
            return false;

        slot = host;
        return true;
    }
}
