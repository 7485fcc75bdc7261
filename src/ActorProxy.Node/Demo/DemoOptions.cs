namespace ActorProxy.Node.Demo;

/// <summary>What the person asked of <c>actorproxy demo</c>.</summary>
internal sealed record DemoOptions
{
    /// <summary>How long traffic is sent; null means until Ctrl-C.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Nodes in all, 2 to 16: half of them edges, the rest shadow nodes.</summary>
    public int Nodes { get; init; } = 4;

    /// <summary>Requests per second over all edges, 1 to 10,000.</summary>
    public int Rate { get; init; } = 50;

    /// <summary>Port of the first edge; the others follow.</summary>
    public int EdgePort { get; init; } = 8080;

    /// <summary>Port of the first node's admin API; the others follow.</summary>
    public int AdminPort { get; init; } = 9110;

    /// <summary>Port of the first node's cluster remoting; the others follow.</summary>
    public int RemotePort { get; init; } = 4053;

    /// <summary>Port of the sample production service; the sample shadow service has the next one.</summary>
    public int ServicePort { get; init; } = 7001;
}
