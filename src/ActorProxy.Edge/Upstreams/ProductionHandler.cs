using System.Net;
using System.Text;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Edge.Upstreams;

/// <summary>Makes the handler that talks to one production service: no cookies, no redirects, no decompression, nothing added.</summary>
internal static class ProductionHandler
{
    public static SocketsHttpHandler Create(UpstreamKey key)
    {
        var (service, settings) = key;
        var connector = new Connector(settings.Keepalive, IsTls(service) ? new TlsClient(service, settings.Tls) : null);
        return new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = settings.ConnectTimeout,
            ConnectCallback = connector.ConnectAsync,
            PooledConnectionIdleTimeout = settings.ConnectionIdleTimeout ?? Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = settings.MaxConnectionLifetime ?? Timeout.InfiniteTimeSpan,
            MaxConnectionsPerServer = settings.CircuitBreakers is { } limits ? Math.Max(1, limits.MaxConnections) : int.MaxValue,
            MaxResponseHeadersLength = 128,
            MaxResponseDrainSize = 0,
            // Field values are octets (RFC 9110, 5.5); Latin-1 carries them through unchanged.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
    }

    public static bool IsTls(ServiceTarget service) => service.Scheme == "https";
}
