using System.Net;
using System.Text;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Connection pools of the dispatchers: one for each shadow Mapping, apart from each other and from production's.</summary>
internal static class ShadowConnections
{
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(1);

    public static HttpMessageInvoker Create(ShadowRoute route)
    {
        var timeout = route.Settings.Timeout;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = timeout < LongestConnect ? timeout : LongestConnect,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 128,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
        if (route.Service.Scheme == "https")
        {
            handler.SslOptions.TargetHost = route.Service.Host;

            // Ambassador verifies an upstream's certificate only where a TLS context asks for it.
#pragma warning disable CA5359
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return new HttpMessageInvoker(handler, disposeHandler: true);
    }
}
