using ActorProxy.Node.Demo.View;

namespace ActorProxy.Node.Demo;

/// <summary>What the demo tells a newcomer once the cluster is up: where it is and what to try.</summary>
internal static class DemoBanner
{
    private const string Pbm = "dotnet run -c Release --project src/ActorProxy.Pbm --";

    private static readonly string[] Commands =
    [
        "cluster show", "shadow list", "shadow stats -watch", "shadow weight checkout-shadow 50", "shadow pause all", "shadow resume all", "mapping list", "help",
    ];

    /// <summary>Writes it.</summary>
    public static void Show(DemoScreen screen, DemoLayout layout, DemoFiles files)
    {
        var admin = layout.Nodes[0];
        screen.Say();
        screen.SayVerbatim("The cluster is up. Clients send to:");
        foreach (var edge in layout.Edges)
            screen.SayVerbatim($"  {edge.EdgeUrl}/myservice/orders/1   ({edge.Name}; also /checkout/ and /catalog/)");
        screen.SayVerbatim("Look at the whole cluster in a browser, or ask the admin API, at any node:");
        screen.SayVerbatim($"  {admin.AdminUrl}/   ({admin.Name}; also /api/metrics, /api/cluster, /api/diagnostics, /metrics)");
        screen.SayVerbatim("Try in another terminal:");
        foreach (var command in Commands)
            screen.SayVerbatim($"  {Pbm} 127.0.0.1:{admin.AdminPort} {command}");
        screen.SayVerbatim("Mappings, reloaded when you edit them:");
        screen.SayVerbatim($"  {files.Mappings}");
        screen.SayVerbatim("Ctrl-C ends traffic, shows the final accounting and stops everything.");
        screen.Say();
    }
}
