using ActorProxy.Mappings.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorProxy.Edge.Forwarding;

/// <summary>Tells requests that leave HTTP behind, by HTTP/1.1's Upgrade or HTTP/2's extended CONNECT.</summary>
internal static class Upgrade
{
    /// <summary>Whether the request asks for an upgrade.</summary>
    public static bool IsAsked(HttpContext context) => ProtocolOf(context) is not null;

    /// <summary>Whether it asks for one that the group does not allow (Envoy answers 403).</summary>
    public static bool IsRefused(HttpContext context, RouteGroup group) =>
        ProtocolOf(context) is { } protocol && !group.AllowsUpgrade(protocol);

    /// <summary>
    /// The protocol asked for; null when the request goes on as HTTP. An offer to go on with <c>h2c</c>, which clients add to plain
    /// requests, is none: it ends at this connection.
    /// </summary>
    private static string? ProtocolOf(HttpContext context)
    {
        var upgrade = context.Request.Headers.Upgrade;
        if (upgrade.Count > 0)
        {
            var isUpgrade = context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };
            return isUpgrade && !upgrade.ToString().StartsWith("h2c", StringComparison.OrdinalIgnoreCase) ? upgrade.ToString() : null;
        }

        return HttpMethods.IsConnect(context.Request.Method)
            && context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect
                ? connect.Protocol
                : null;
    }
}
