using ActorProxy.Bench.Yarp;
using Yarp.ReverseProxy.Configuration;

// Arguments: URL to listen on, URL of production, and, to copy, URL of the shadow.
var (listen, production, shadow) = (args[0], args[1], args.Length > 2 ? new Uri(args[2]) : null);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(listen);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddReverseProxy().LoadFromMemory(
    [new RouteConfig { RouteId = "all", ClusterId = "production", Match = new RouteMatch { Path = "{**any}" } }],
    [
        new ClusterConfig
        {
            ClusterId = "production",
            Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = production } },
        },
    ]);

var app = builder.Build();
if (shadow is not null) app.UseMiddleware<CopyMiddleware>(shadow);
app.MapReverseProxy();
await app.RunAsync();
