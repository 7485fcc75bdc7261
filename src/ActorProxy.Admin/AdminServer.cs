using System.Net.Sockets;
using ActorProxy.Admin.Access;
using ActorProxy.Admin.Ambassador;
using ActorProxy.Admin.Diagnostics.Hosting;
using ActorProxy.Admin.Endpoints;
using ActorProxy.Admin.Palettes;
using ActorProxy.Admin.Palettes.Hosting;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Reporting;
using ActorProxy.Shadowing.Telemetry;
using ActorProxy.Shadowing.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Admin;

/// <summary>
/// The admin listener: health, JSON API, Prometheus and the palettes that <c>pbm</c> talks to. It lives as long as the process does,
/// whatever becomes of the actor system.
/// </summary>
public sealed class AdminServer : IAsyncDisposable
{
    private const int LargestRequestBody = 64 * 1024;

    private readonly WebApplication _app;
    private readonly DiagnosticsHost _page;
    private readonly ReloadingCertificates? _certificates;

    private AdminServer(WebApplication app, DiagnosticsHost page, PaletteHost palettes, ReloadingCertificates? certificates)
    {
        _app = app;
        _page = page;
        _certificates = certificates;
        Palettes = palettes;
    }

    /// <summary>The addresses that are listened on, with the port that was taken.</summary>
    public IReadOnlyList<string> BoundUrls =>
        [.. _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>The palettes; more can be registered at any time.</summary>
    public PaletteHost Palettes { get; }

    /// <summary>Starts listening.</summary>
    /// <param name="options">Where to listen.</param>
    /// <param name="cluster">The cluster as this node sees it.</param>
    /// <param name="metrics">The cluster's metrics.</param>
    /// <param name="control">Runtime control.</param>
    /// <param name="routes">The route table in force.</param>
    /// <param name="loggers">Where to log; nowhere when null. Stays the caller's.</param>
    /// <param name="facilities">What else of the process operators may see and do; the commands for what is missing are missing too.</param>
    /// <param name="comparisons">What was compared; null where nothing ever is.</param>
    /// <param name="telemetry">This node's own numbers, for <c>GET /metrics</c>, which there is not when null.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="AdminBindException">
    /// The address is taken, is not an address of this machine, or would be open to other machines without a token or client certificates.
    /// </exception>
    /// <exception cref="CertificateException">A certificate cannot be used.</exception>
    public static async Task<AdminServer> StartAsync(
        AdminOptions options,
        IClusterView cluster,
        IMetricsView metrics,
        IShadowControl control,
        RouteTableStore routes,
        ILoggerFactory? loggers = null,
        NodeFacilities? facilities = null,
        IComparisonView? comparisons = null,
        INodeTelemetry? telemetry = null,
        CancellationToken cancellationToken = default)
    {
        loggers ??= NullLoggerFactory.Instance;
        var access = AdminAccess.Of(options);
        var log = loggers.CreateLogger<AdminServer>();
        var certificates = options.Certificate is { } files ? new ReloadingCertificates([files], log, TimeProvider.System) : null;
        if (access.Token is not null && certificates is null && !AdminAccess.IsLoopback(new Uri(options.Url)))
            log.LogWarning("The admin listener {Url} has no TLS: its token crosses the network in the clear", options.Url);
        facilities ??= new NodeFacilities();
        var node = new NodeViews(cluster, metrics, control, routes) { Comparisons = comparisons, IsEnding = facilities.IsEnding };
        var palettes = new PaletteHost(cluster, loggers.CreateLogger<PaletteHost>());
        var steering = new ShadowSteering(node);
        foreach (var handler in BuiltinPalettes.Of(node, steering, facilities, loggers))
            palettes.RegisterCommandPalette(handler);

        var sessions = new PageSessions(access.Token, TimeProvider.System);
        var rights = new CallerRights(access, sessions);
        var app = Build(options.Url, rights, certificates, loggers);
        MapEndpoints(app, node, steering, palettes);
        if (telemetry is not null)
            PrometheusEndpoint.Map(app, telemetry);
        PageSession.Map(app, sessions);
        var page = DiagnosticsHost.Map(app, node, steering, rights, new Viewers(options.MostViewers));
        var server = new AdminServer(app, page, palettes, certificates);
        try
        {
            await server._app.StartAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch (Exception failure)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            if (failure is IOException or SocketException)
                throw new AdminBindException(WhyNotBound(options.Url, failure), failure);

            throw;
        }
    }

    /// <summary>Stops listening. Running commands end; requests under way get a moment to finish.</summary>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        Palettes.Dispose();
        await _app.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Palettes.Dispose();
        await _app.DisposeAsync().ConfigureAwait(false);
        await _page.DisposeAsync().ConfigureAwait(false);
        _certificates?.Dispose();
    }

    private static WebApplication Build(string url, CallerRights rights, ReloadingCertificates? certificates, ILoggerFactory loggers)
    {
        // The empty builder reads no configuration: settings meant for the edge's Kestrel must not move this listener.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequestBody;
            if (certificates is not null)
                kestrel.ConfigureHttpsDefaults(https => AdminTls.Configure(https, certificates, rights.Access, loggers.CreateLogger<AdminServer>()));
        }).UseKestrelHttpsConfiguration();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);

        // Signals belong to the process; this listener stops when it is told to.
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();

        var app = builder.Build();
        app.Urls.Add(url);
        app.UseMiddleware<JsonErrors>();
        app.UseMiddleware<SameOriginOnly>();
        app.UseMiddleware<CallersOnly>(rights);
        app.UseRouting();
        return app;
    }

    private static void MapEndpoints(WebApplication app, NodeViews node, ShadowSteering steering, PaletteHost palettes)
    {
        HealthEndpoints.Map(app, node);
        ClusterEndpoints.Map(app, node);
        RouteTestEndpoint.Map(app, node);
        ShadowEndpoints.Map(app, node, steering);
        ComparisonEndpoints.Map(app, new ComparisonReading(node, steering));
        PaletteEndpoints.Map(app, node, palettes);
        AmbassadorEndpoints.Map(app, node);
    }

    private static string WhyNotBound(string url, Exception failure)
    {
        var cause = failure.InnerException ?? failure;
        return failure is IOException
            ? $"the admin address {url} is taken by another process; choose another with --admin, or stop that process"
            : $"the admin listener cannot listen on {url}: {cause.Message}";
    }

    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
