using ActorProxy.Testing.Network;

namespace ActorProxy.Testing.Cluster;

/// <summary>What a <see cref="TestCluster"/> starts with.</summary>
internal sealed record ClusterSetup
{
    /// <summary>Nodes with role <c>edge</c>.</summary>
    public int Edges { get; init; } = 2;

    /// <summary>Nodes with role <c>shadow</c>.</summary>
    public int Shadows { get; init; } = 2;

    /// <summary>The program that nodes are started with; null for the one that was built with these tests.</summary>
    public string? Program { get; init; }

    /// <summary>Further arguments of every node.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Hosts of the nodes, edges first; null puts all on this machine's loopback.</summary>
    public IReadOnlyList<NetworkHost>? Hosts { get; init; }

    /// <summary>Settings beside those that make tests shorter, HOCON.</summary>
    public string Hocon { get; init; } = string.Empty;

    /// <summary>Mapping resources, YAML.</summary>
    public required string Mappings { get; init; }

    /// <summary>Endpoints (<c>host:port</c>) by service name.</summary>
    public required IReadOnlyDictionary<string, string> Services { get; init; }
}
