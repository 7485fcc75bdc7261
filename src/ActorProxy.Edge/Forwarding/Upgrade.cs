using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Edge.Forwarding;

/// <summary>Tells requests that leave HTTP behind.</summary>
internal static class Upgrade
{
    /// <summary>
    /// Whether the request asks for a WebSocket (or another protocol that is forwarded), by HTTP/1.1's Upgrade or HTTP/2's extended CONNECT. An offer
    /// to go on with <c>h2c</c>, which clients add to plain requests, is none: it ends at this connection.
    /// </summary>
    public static bool IsAsked(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } || HttpMethods.IsConnect(context.Request.Method))
            return true;

        return context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && context.Request.Headers.Upgrade is { Count: > 0 } upgrade
            && !upgrade.ToString().StartsWith("h2c", StringComparison.OrdinalIgnoreCase);
    }
}
