namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Tests that take all of the machine: no other cluster runs beside theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>Its name.</summary>
    public const string Name = "alone";
}
