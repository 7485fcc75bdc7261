using ActorProxy.Testing.Cluster;

namespace ActorProxy.Fault.Tests.Networks;

/// <summary>Tests that share a cluster on a network of its own.</summary>
[CollectionDefinition(Name)]
public sealed class NetworkedClusterCollection : ICollectionFixture<NetworkedCluster>
{
    public const string Name = "networked cluster";
}
