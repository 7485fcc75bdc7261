namespace ActorProxy.Fault.Tests.Networks;

/// <summary>A node of the cluster by what it is to the others.</summary>
public enum Standing
{
    /// <summary>The edge that is the first seed.</summary>
    FirstSeed,

    /// <summary>The other edge.</summary>
    OtherEdge,

    /// <summary>The shadow node with the shard coordinator.</summary>
    Coordinator,

    /// <summary>Another shadow node.</summary>
    OtherShadow,
}
