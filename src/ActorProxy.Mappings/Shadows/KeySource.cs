using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Sampling;

namespace ActorProxy.Mappings.Shadows;

/// <summary>Where the key of a request comes from.</summary>
public enum KeyKind
{
    /// <summary>A header's value.</summary>
    Header,

    /// <summary>A cookie's value.</summary>
    Cookie,

    /// <summary>The client's address.</summary>
    ClientAddress,
}

/// <summary>What a policy samples or orders by.</summary>
/// <param name="Kind">Where the key comes from.</param>
/// <param name="Name">Name of the header or cookie; empty for the client's address.</param>
public sealed record KeySource(KeyKind Kind, string Name = "")
{
    /// <summary>The hash of the request's key, the same on every node; null when the request has no such key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="clientAddress">The client's address without the port; null when unknown.</param>
    public ulong? HashOf<TRequest>(in TRequest request, string? clientAddress)
        where TRequest : struct, IRequestHead
    {
        switch (Kind)
        {
            case KeyKind.Header:
                return request.Header(Name) is { Length: > 0 } value ? StableHash.Of(value) : null;
            case KeyKind.Cookie:
                return request.Header("Cookie") is { } cookies && CookieText.TryFind(cookies, Name, out var cookie) ? StableHash.Of(cookie) : null;
            default:
                return clientAddress is { Length: > 0 } ? StableHash.Of(clientAddress) : null;
        }
    }
}

/// <summary>Looks up cookies in a <c>Cookie</c> header.</summary>
internal static class CookieText
{
    /// <summary>Finds a cookie that is not empty; the first of several counts.</summary>
    public static bool TryFind(string cookies, string name, out ReadOnlySpan<char> value)
    {
        // Several Cookie headers arrive joined by commas, as HTTP/2 splits them by cookie.
        foreach (var range in cookies.AsSpan().SplitAny(';', ','))
        {
            var cookie = cookies.AsSpan()[range].Trim();
            if (cookie.Length > name.Length + 1 && cookie[name.Length] == '=' && cookie.StartsWith(name))
            {
                value = cookie[(name.Length + 1)..];
                return true;
            }
        }

        value = [];
        return false;
    }
}
