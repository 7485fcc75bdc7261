using System.Net;
using System.Text;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>Makes the handler that talks to one service: no cookies, no redirects, no decompression, nothing added, nothing sent twice.</summary>
public static class UpstreamHandler
{
    /// <summary>A handler with a connection pool of its own.</summary>
    /// <param name="service">The service.</param>
    /// <param name="settings">How connections to it are made and kept.</param>
    public static SocketsHttpHandler Create(ServiceTarget service, UpstreamSettings settings)
    {
        return new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = settings.ConnectTimeout,
            ConnectCallback = Connector.To(service, settings).ConnectAsync,
            // HTTP/2 says which requests were not looked at; only those are sent again.
            PlaintextStreamFilter = static (context, _) => ValueTask.FromResult(
                context.NegotiatedHttpVersion.Major == 1 ? new UnrepeatedStream(context.PlaintextStream) : context.PlaintextStream),
            PooledConnectionIdleTimeout = settings.ConnectionIdleTimeout ?? Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = settings.MaxConnectionLifetime ?? Timeout.InfiniteTimeSpan,
            MaxConnectionsPerServer = settings.CircuitBreakers is { } limits ? Math.Max(1, limits.MaxConnections) : int.MaxValue,
            MaxResponseHeadersLength = 128,
            MaxResponseDrainSize = 0,
            // Field values are octets (RFC 9110, 5.5); Latin-1 carries them through unchanged.
            RequestHeaderEncodingSelector = HostAsWritten.Select,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
    }

    /// <summary>
    /// What to put before the path of a request. TLS over HTTP/1.1 is the connector's business, so that the handler keeps one pool per
    /// endpoint instead of one for each Host that clients send; HTTP/2 must know the scheme, which it sends.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="address">The endpoint's <see cref="ServiceEndpoint.BaseAddress"/>.</param>
    public static string BaseOf(ServiceTarget service, string address) =>
        IsTls(service) && !service.Http2 ? "http" + address["https".Length..] : address;

    private static bool IsTls(ServiceTarget service) => service.Scheme == "https";
}
