using ActorProxy.Admin.Access;
using ActorProxy.Admin.Diagnostics.Components;
using ActorProxy.Admin.Diagnostics.Components.Controls;
using ActorProxy.Admin.Diagnostics.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;

namespace ActorProxy.Admin.Diagnostics.Hosting;

/// <summary>
/// Serves the diagnostics page. Blazor with all its services is only built when somebody opens the page for the first time, so a node that
/// nobody looks at starts as fast and holds as little as one without a page.
/// </summary>
internal sealed class DiagnosticsHost : IAsyncDisposable
{
    private static readonly string[] Pages = ["/", "/shadows/{name}", "/routes", "/cluster", "/findings", "/not-found", "/_blazor/{**rest}"];

    private readonly PageAssets _assets = new();
    private readonly Lazy<Pipeline> _pipeline;
    private readonly CallerRights _rights;
    private readonly Viewers _viewers;

    private DiagnosticsHost(IServiceProvider outer, NodeViews node, ShadowSteering steering, CallerRights rights, Viewers viewers)
    {
        (_rights, _viewers) = (rights, viewers);
        _pipeline = new Lazy<Pipeline>(() => Build(outer, node, steering, rights, viewers));
    }

    /// <summary>Adds the page to the admin listener.</summary>
    /// <param name="app">The listener.</param>
    /// <param name="node">What to show.</param>
    /// <param name="steering">What the controls change.</param>
    /// <param name="rights">Who may use the controls.</param>
    /// <param name="viewers">How many look at it.</param>
    public static DiagnosticsHost Map(WebApplication app, NodeViews node, ShadowSteering steering, CallerRights rights, Viewers viewers)
    {
        var host = new DiagnosticsHost(app.Services, node, steering, rights, viewers);
        foreach (var page in Pages)
            app.Map(page, host.ServeAsync);
        app.MapGet("/assets/{file}", host._assets.WriteAsync);
        app.MapGet("/_framework/{file}", host._assets.WriteAsync);
        return host;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pipeline.IsValueCreated ? _pipeline.Value.Services.DisposeAsync() : ValueTask.CompletedTask;

    private async Task ServeAsync(HttpContext context)
    {
        if (!IsCircuit(context.Request) && !_viewers.HasRoom(_rights.MayDoEverything(context)))
        {
            PageHeaders.Set(context.Response);
            await Viewers.RefuseAsync(context).ConfigureAwait(false);
            return;
        }

        var pipeline = _pipeline.Value;
        var (services, endpoint) = (context.RequestServices, context.GetEndpoint());
        var scope = pipeline.Services.CreateAsyncScope();
        await using var ownedScope = scope.ConfigureAwait(false);
        PageHeaders.Set(context.Response);
        context.RequestServices = scope.ServiceProvider;
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        try
        {
            await pipeline.Handle(context).ConfigureAwait(false);
        }
        finally
        {
            context.RequestServices = services;
            context.SetEndpoint(endpoint);
        }
    }

    // What was let in goes on.
    private static bool IsCircuit(HttpRequest request) => request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);

    private static Pipeline Build(IServiceProvider outer, NodeViews node, ShadowSteering steering, CallerRights rights, Viewers viewers)
    {
        var services = new ServiceCollection();
        services.AddSingleton(outer.GetRequiredService<IHostApplicationLifetime>());
        services.AddSingleton(outer.GetRequiredService<IWebHostEnvironment>());
        services.AddSingleton<IHostEnvironment>(outer.GetRequiredService<IWebHostEnvironment>());
        services.AddSingleton(outer.GetRequiredService<IConfiguration>());
        services.AddSingleton(outer.GetRequiredService<ILoggerFactory>());
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(outer.GetRequiredService<System.Diagnostics.DiagnosticListener>());
        services.AddSingleton(node);
        services.AddSingleton(steering);
        services.AddSingleton(rights);
        services.AddSingleton(new ComparisonReading(node, steering));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LiveFeed>();
        services.AddScoped<Steering>();
        services.AddSingleton(viewers);
        services.AddScoped<ViewerPlace>();
        services.AddScoped<CircuitHandler>(scope => scope.GetRequiredService<ViewerPlace>());
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();

        // Keys live as long as the process: what they protect (where a circuit starts) is of no use to another one.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();

        var provider = services.BuildServiceProvider();
        var app = new ApplicationBuilder(provider);
        app.UseRouting();
        app.UseEndpoints(endpoints => endpoints
            .MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
            .DisableAntiforgery());
        return new Pipeline(provider, app.Build());
    }

    private sealed record Pipeline(ServiceProvider Services, RequestDelegate Handle);
}
