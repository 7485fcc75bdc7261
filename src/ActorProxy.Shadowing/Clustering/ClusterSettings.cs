namespace ActorProxy.Shadowing.Clustering;

/// <summary>How this node takes part in the cluster.</summary>
public sealed record ClusterSettings
{
    /// <summary>Name of the actor system; equal on all nodes of a cluster.</summary>
    public const string SystemName = "actorproxy";

    /// <summary>Role of nodes that accept HTTP and offer copies.</summary>
    public const string EdgeRole = "edge";

    /// <summary>Role of nodes that send copies.</summary>
    public const string ShadowRole = "shadow";

    /// <summary>Host name or address that remoting binds to, and by which others reach this node.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port of remoting; 0 takes any.</summary>
    public int Port { get; init; } = 4053;

    /// <summary>Seed nodes as <c>host:port</c>, the same list in the same order on every node; empty means a cluster of its own.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>This node's roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [EdgeRole, ShadowRole];

    /// <summary>Version told to the other members.</summary>
    public string AppVersion { get; init; } = "0.0.0";

    /// <summary>HOCON that overrides what the program brings along; may be empty.</summary>
    public string Hocon { get; init; } = "";

    /// <summary>TLS between the nodes; null for none. All nodes of a cluster have it, or none.</summary>
    public RemotingTls? Tls { get; init; }

    /// <summary>What addresses of this cluster's nodes begin with.</summary>
    public string AddressScheme => Tls is null ? "akka.tcp" : "akka.ssl.tcp";

    /// <summary>Whether this node accepts HTTP.</summary>
    public bool IsEdge => Roles.Contains(EdgeRole);

    /// <summary>Whether this node sends copies.</summary>
    public bool IsShadow => Roles.Contains(ShadowRole);
}
