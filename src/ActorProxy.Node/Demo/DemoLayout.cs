namespace ActorProxy.Node.Demo;

/// <summary>Which processes the demo starts, and on which ports.</summary>
internal sealed class DemoLayout
{
    private const string Loopback = "127.0.0.1";

    private DemoLayout(IReadOnlyList<DemoNode> nodes, DemoService production, DemoService shadow)
    {
        Nodes = nodes;
        Production = production;
        Shadow = shadow;
    }

    /// <summary>The nodes, edges first.</summary>
    public IReadOnlyList<DemoNode> Nodes { get; }

    /// <summary>The nodes with role <c>edge</c>.</summary>
    public IEnumerable<DemoNode> Edges => Nodes.Where(n => n.EdgePort is not null);

    /// <summary>The sample service that answers clients.</summary>
    public DemoService Production { get; }

    /// <summary>The sample service under test.</summary>
    public DemoService Shadow { get; }

    /// <summary>Seed nodes, the same ordered list for every node.</summary>
    public IReadOnlyList<string> Seeds => [.. Nodes.Take(2).Select(n => n.RemoteAddress)];

    /// <summary>Every port that will be listened on, and the option that moves it.</summary>
    public IEnumerable<PlannedPort> Ports =>
    [
        .. Edges.Select(n => new PlannedPort(n.EdgePort!.Value, $"{n.Name}'s HTTP", "--edge-port")),
        .. Nodes.Select(n => new PlannedPort(n.AdminPort, $"{n.Name}'s admin API", "--admin-port")),
        .. Nodes.Select(n => new PlannedPort(n.RemotePort, $"{n.Name}'s cluster remoting", "--remote-port")),
        new PlannedPort(Production.Port, Production.Name, "--service-port"),
        new PlannedPort(Shadow.Port, Shadow.Name, "--service-port"),
    ];

    /// <summary>Lays out the processes. An odd node is a shadow node, because the shadow nodes' majority decides who survives a partition.</summary>
    public static DemoLayout From(DemoOptions options)
    {
        var edges = options.Nodes / 2;
        var nodes = Enumerable.Range(0, options.Nodes).Select(i => new DemoNode(
            i < edges ? $"edge-{i + 1}" : $"shadow-{i - edges + 1}",
            i < edges ? options.EdgePort + i : null,
            options.AdminPort + i,
            options.RemotePort + i));

        return new DemoLayout(
            [.. nodes],
            new DemoService("sample-production", "production", options.ServicePort),
            new DemoService("sample-shadow", "shadow", options.ServicePort + 1));
    }

    /// <summary>One node process.</summary>
    /// <param name="Name">For display, logs and the state directory.</param>
    /// <param name="EdgePort">Its HTTP port; null for a shadow node.</param>
    /// <param name="AdminPort">Its admin API's port.</param>
    /// <param name="RemotePort">Its cluster remoting port.</param>
    internal sealed record DemoNode(string Name, int? EdgePort, int AdminPort, int RemotePort)
    {
        /// <summary>Its one role.</summary>
        public string Role => EdgePort is null ? "shadow" : "edge";

        /// <summary>Where clients send requests, without a slash at the end; null for a shadow node.</summary>
        public string? EdgeUrl => EdgePort is { } port ? $"http://{Loopback}:{port}" : null;

        /// <summary>Its admin API, without a slash at the end.</summary>
        public string AdminUrl => $"http://{Loopback}:{AdminPort}";

        /// <summary>Its cluster remoting, as <c>--remote</c> and <c>--seed</c> take it.</summary>
        public string RemoteAddress => $"{Loopback}:{RemotePort}";

        /// <summary>Whether a cluster address, such as <c>akka.tcp://actorproxy@127.0.0.1:4053</c>, is this node's.</summary>
        public bool IsAt(string address) => address.EndsWith("@" + RemoteAddress, StringComparison.Ordinal);
    }

    /// <summary>One sample service process.</summary>
    /// <param name="Name">For display and logs.</param>
    /// <param name="Role">As <c>demo-service --role</c> takes it.</param>
    /// <param name="Port">Its HTTP port.</param>
    internal sealed record DemoService(string Name, string Role, int Port)
    {
        /// <summary>Its endpoint, as a services file lists it.</summary>
        public string Endpoint => $"{Loopback}:{Port}";
    }
}

/// <summary>A port that the demo needs.</summary>
/// <param name="Port">The port, on 127.0.0.1.</param>
/// <param name="Owner">Who listens on it, for messages.</param>
/// <param name="Option">The option that moves it.</param>
internal sealed record PlannedPort(int Port, string Owner, string Option);
