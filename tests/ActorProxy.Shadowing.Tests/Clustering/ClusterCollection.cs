namespace ActorProxy.Shadowing.Tests.Clustering;

/// <summary>Whole nodes run one test at a time: they keep both processors busy.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection
{
    public const string Name = "nodes";
}
