using ActorProxy.Node.Demo.Processes;
using ActorProxy.Node.Demo.Samples;

namespace ActorProxy.Node.Demo;

/// <summary>Starts the demo's processes.</summary>
internal static class DemoStartup
{
    /// <summary>Starts the sample services and all nodes.</summary>
    public static void Start(DemoLayout layout, DemoFiles files, ChildProcesses children)
    {
        foreach (var service in (DemoLayout.DemoService[])[layout.Production, layout.Shadow])
            Start(service.Name, SampleServiceCommand.Arguments(service));
        foreach (var node in layout.Nodes)
            Start(node.Name, Arguments(node, layout, files));

        void Start(string name, IEnumerable<string> arguments) =>
            children.Add(ChildProcess.Start(name, OwnExecutable.Start(arguments), files.Root, files.LogOf(name)));
    }

    /// <summary>The arguments of one node: the same verb and flags as by hand.</summary>
    public static IReadOnlyList<string> Arguments(DemoLayout.DemoNode node, DemoLayout layout, DemoFiles files) =>
    [
        "run",
        "--mappings", files.Mappings,
        "--services", files.Services,
        "--hocon", files.Hocon,
        "--admin", node.AdminUrl,
        "--remote", node.RemoteAddress,
        "--roles", node.Role,
        "--state", files.StateOf(node.Name),
        .. node.EdgeUrl is { } url ? ["--listen", url] : Array.Empty<string>(),
        .. layout.Seeds.SelectMany(seed => (string[])["--seed", seed]),
    ];
}
