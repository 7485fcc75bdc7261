using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ActorProxy.Edge.Tests.Support;

/// <summary>A Kestrel server on loopback, for what raw sockets are too poor for: HTTP/2, TLS, WebSockets.</summary>
public sealed class KestrelUpstream : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly ListenOptions _listen;

    private KestrelUpstream(WebApplication host, ListenOptions listen) => (_host, _listen) = (host, listen);

    public string Endpoint => _listen.IPEndPoint!.ToString();

    public static async Task<KestrelUpstream> StartAsync(
        RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http1, Action<ListenOptions>? configure = null)
    {
        ListenOptions? bound = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            configure?.Invoke(listen);
            bound = listen;
        }));
        builder.Services.AddLogging();
        var host = builder.Build();
        host.UseWebSockets();
        host.Run(answer);
        await host.StartAsync();
        return new KestrelUpstream(host, bound!);
    }

    /// <summary>A certificate that signs itself, for <paramref name="name"/>.</summary>
    public static X509Certificate2 CreateCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _host.StopAsync(now.Token);
        await _host.DisposeAsync();
    }
}
