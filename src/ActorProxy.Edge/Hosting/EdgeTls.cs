using System.Net.Security;
using ActorProxy.Shadowing.Tls;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Edge.Hosting;

/// <summary>TLS in front of the edge. Which certificate a client is shown is decided anew in each handshake.</summary>
internal static class EdgeTls
{
    /// <summary>Reads the certificates, if any listener needs them.</summary>
    /// <exception cref="ArgumentException">A listener needs one, and none is given; or the reverse.</exception>
    /// <exception cref="CertificateException">One cannot be used.</exception>
    public static ReloadingCertificates? CertificatesFor(IReadOnlyList<ListenAddress> addresses, EdgeOptions options, ILoggerFactory loggers)
    {
        if (addresses.FirstOrDefault(a => a.IsSecure) is not { } secure)
        {
            return options.Certificates.Count == 0
                ? null
                : throw new ArgumentException($"The certificate {options.Certificates[0]} is of no use: nothing listens on https.", nameof(options));
        }

        if (options.Certificates.Count == 0)
            throw new ArgumentException($"Cannot listen on 'https://{secure.Host}:{secure.Port}': no certificate is given.", nameof(options));

        return new ReloadingCertificates(options.Certificates, loggers.CreateLogger<EdgeServer>(), TimeProvider.System);
    }

    /// <summary>Makes an endpoint speak TLS, and HTTP/2 with clients that offer it (ALPN).</summary>
    public static void Use(ListenOptions listen, ReloadingCertificates certificates)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = handshake => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificates.Select(handshake.ClientHelloInfo.ServerName).Context,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            }),
        });
    }
}
