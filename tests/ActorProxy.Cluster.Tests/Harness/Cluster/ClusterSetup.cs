namespace ActorProxy.Cluster.Tests.Harness.Cluster;

/// <summary>What a <see cref="TestCluster"/> starts with.</summary>
internal sealed record ClusterSetup
{
    /// <summary>Nodes with role <c>edge</c>.</summary>
    public int Edges { get; init; } = 2;

    /// <summary>Nodes with role <c>shadow</c>.</summary>
    public int Shadows { get; init; } = 2;

    /// <summary>Further arguments of every node.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Mapping resources, YAML.</summary>
    public required string Mappings { get; init; }

    /// <summary>Endpoints (<c>host:port</c>) by service name.</summary>
    public required IReadOnlyDictionary<string, string> Services { get; init; }
}
