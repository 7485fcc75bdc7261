using ActorProxy.Node.Demo.View;

namespace ActorProxy.Node.Demo;

/// <summary>What the demo tells a newcomer once the cluster is up: where it is and what to try.</summary>
internal static class DemoBanner
{
    private const string Pbm = "dotnet run -c Release --project src/ActorProxy.Pbm --";

    private static readonly string[] Commands =
    [
        "cluster show", "shadow list", "shadow stats -watch", "shadow weight checkout-shadow 50", "shadow pause all", "shadow resume all", "mapping list",
    ];

    /// <summary>Writes it.</summary>
    public static void Show(DemoScreen screen, DemoLayout layout, DemoFiles files)
    {
        var admin = layout.Nodes[0];
        screen.Say();
        screen.Say("The cluster is up. Clients send to:");
        foreach (var edge in layout.Edges)
            screen.Say($"  {edge.EdgeUrl}/myservice/orders/1   ({edge.Name}; also /checkout/ and /catalog/)");
        screen.Say("Every node's admin API answers for the whole cluster:");
        screen.Say($"  {admin.AdminUrl}/api/metrics  /api/cluster  /api/diagnostics  /metrics   ({admin.Name})");
        screen.Say("Try in another terminal:");
        foreach (var command in Commands)
            screen.Say($"  {Pbm} 127.0.0.1:{admin.AdminPort} {command}");
        screen.Say("Mappings, reloaded when you edit them:");
        screen.Say($"  {files.Mappings}");
        screen.Say("Ctrl-C ends traffic, shows the final accounting and stops everything.");
        screen.Say();
    }
}
