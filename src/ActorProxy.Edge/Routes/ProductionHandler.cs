using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Edge.Routes;

/// <summary>Makes the handler that talks to one production service: no cookies, no redirects, no decompression, nothing added.</summary>
internal static class ProductionHandler
{
    public static SocketsHttpHandler Create(ServiceTarget service, EdgeOptions options) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
        MaxResponseHeadersLength = 128,
        MaxResponseDrainSize = 0,
        // Field values are octets (RFC 9110, 5.5); Latin-1 carries them through unchanged.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ConnectCallback = IsTls(service) ? new TlsConnector(service).ConnectAsync : ConnectAsync,
    };

    public static bool IsTls(ServiceTarget service) => service.Scheme == "https";

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Connects with TLS. The name that is asked for (SNI) is the service's: the handler itself would take it from the client's <c>Host</c>, and keep
    /// connections apart by it.
    /// </summary>
    private sealed class TlsConnector(ServiceTarget service)
    {
        private readonly SslClientAuthenticationOptions _options = new()
        {
            TargetHost = service.Host,
            ApplicationProtocols = [service.Http2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11],
            // Ambassador: upstream certificates are verified only where a TLSContext asks for it.
#pragma warning disable CA5359
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
        };

        public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            var stream = new SslStream(await ProductionHandler.ConnectAsync(context, cancellationToken).ConfigureAwait(false));
            try
            {
                await stream.AuthenticateAsClientAsync(_options, cancellationToken).ConfigureAwait(false);
                return stream;
            }
            catch
            {
                await stream.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }
}
