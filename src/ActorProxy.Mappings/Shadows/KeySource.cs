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
