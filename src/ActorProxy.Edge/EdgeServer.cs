using System.Net;
using System.Text;
using ActorProxy.Edge.Forwarding;
using ActorProxy.Edge.Hosting;
using ActorProxy.Edge.Routes;
using ActorProxy.Edge.Telemetry;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tls;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace ActorProxy.Edge;

/// <summary>
/// The edge: accepts HTTP, forwards it to production and offers copies. A web host of its own that knows nothing of the cluster, so that
/// nothing that happens to the cluster reaches it.
/// </summary>
public sealed class EdgeServer : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly EdgeTables _tables;
    private readonly List<(ListenAddress Asked, ListenOptions Bound)> _endpoints;

    private readonly ReloadingCertificates? _certificates;

    private readonly RequestHandler _handler;

    private EdgeServer(
        WebApplication host,
        EdgeTables tables,
        RequestHandler handler,
        List<(ListenAddress, ListenOptions)> endpoints,
        ReloadingCertificates? certificates) =>
        (_host, _tables, _handler, _endpoints, _certificates) = (host, tables, handler, endpoints, certificates);

    /// <summary>The URLs it listens on, with the ports it really has.</summary>
    public IReadOnlyList<string> BoundUrls =>
        [.. _endpoints.Select(endpoint => $"{endpoint.Asked.Scheme}://{endpoint.Asked.Host}:{endpoint.Bound.IPEndPoint!.Port}")];

    /// <summary>Starts to listen, with the routes that are in force in <paramref name="routes"/> and all that follow.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="routes">The routes.</param>
    /// <param name="directory">Finds the endpoints of services.</param>
    /// <param name="offers">Where copies are offered.</param>
    /// <param name="meters">Where production's answers are counted.</param>
    /// <param name="loggers">Where to log; null logs nothing. No line is written per request.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">A URL that cannot be listened on, or https without a certificate.</exception>
    /// <exception cref="CertificateException">A certificate cannot be used.</exception>
    /// <exception cref="IOException">A port is taken; the message names the URL.</exception>
    public static async Task<EdgeServer> StartAsync(
        EdgeOptions options,
        RouteTableStore routes,
        IServiceDirectory directory,
        ICopyOffers offers,
        IProductionMeters meters,
        ILoggerFactory? loggers = null,
        CancellationToken cancellationToken = default)
    {
        var addresses = options.Listen.Select(ListenAddress.Parse).ToList();
        var endpoints = new List<(ListenAddress, ListenOptions)>();
        var http2 = new HandOverTransport();
        loggers ??= NullLoggerFactory.Instance;
        var certificates = EdgeTls.CertificatesFor(addresses, options, loggers);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(new QuietLoggerFactory(loggers));
        builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainLimit);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<IConnectionListenerFactory>(http2);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPoolFactory>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            SetLimits(kestrel);
            foreach (var address in addresses)
            {
                foreach (var ip in address.Addresses)
                    kestrel.Listen(ip, address.Port, listen =>
                    {
                        if (address.IsSecure) EdgeTls.Use(listen, certificates!);
                        else AcceptBothProtocols(listen, http2, kestrel);
                        endpoints.Add((address, listen));
                    });
            }

            kestrel.Listen(http2.EndPoint, listen => listen.Protocols = HttpProtocols.Http2);
        });

        var host = builder.Build();
        var logger = host.Services.GetRequiredService<ILogger<EdgeTables>>();
        var tables = new EdgeTables(routes, directory, offers, meters, options, logger);
        var handler = new RequestHandler(tables, host.Services.GetRequiredService<IHttpForwarder>(), options);
        host.Run(Watched(handler.HandleAsync, options));

        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            tables.Dispose();
            certificates?.Dispose();
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new EdgeServer(host, tables, handler, endpoints, certificates);
    }

    /// <summary>
    /// Goes on as before, but closes each connection of HTTP/1.1 with its next answer: clients that keep connections take their next requests elsewhere
    /// before <see cref="StopAsync"/> could cross them.
    /// </summary>
    public void AnnounceEnd() => _handler.AnnounceEnd();

    /// <summary>Stops accepting, lets the requests in flight finish within <see cref="EdgeOptions.DrainLimit"/>, and ends.</summary>
    /// <param name="cancellationToken">Ends what is still in flight at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _host.StopAsync(cancellationToken).ConfigureAwait(false);
        _tables.Dispose();
        _certificates?.Dispose();
    }

    /// <summary>Stops as <see cref="StopAsync"/> does, and frees what it holds.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
    }

    private static void AcceptBothProtocols(ListenOptions listen, HandOverTransport http2, KestrelServerOptions kestrel)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => new Http2PrefaceSwitch(next, http2, kestrel.Limits.KeepAliveTimeout).OnConnectionAsync);
    }

    // Whatever watches stands around the handler, so that where nobody watches nothing is asked.
    private static RequestDelegate Watched(RequestDelegate handle, EdgeOptions options)
    {
        if (options.Tracing != RequestTracing.None) handle = new RequestSpans(handle, options.Tracing == RequestTracing.Propagate).HandleAsync;
        return options.Logs.Access is { } log ? new AccessLog(handle, log, options.Logs.Headers).HandleAsync : handle;
    }

    private static void SetLimits(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.AllowHostHeaderOverride = true;
        kestrel.RequestHeaderEncodingSelector = static name =>
            name.Equals(HeaderNames.Connection, StringComparison.OrdinalIgnoreCase) ? ConnectionOptionsEncoding.Instance : Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;

        // Production decides what is too large or too slow; the proxy would only add failures of its own.
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxRequestLineSize = 64 * 1024;
        limits.MaxRequestHeadersTotalSize = 128 * 1024;
        limits.MaxRequestHeaderCount = 500;
        limits.Http2.MaxStreamsPerConnection = 1000;
        limits.Http2.MaxRequestHeaderFieldSize = 64 * 1024;
    }
}
