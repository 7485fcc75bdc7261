namespace ActorProxy.Fault.Tests.Networks;

/// <summary>A way to cut a network of two edges and three shadow nodes. The first edge is the first seed.</summary>
public enum Cut
{
    /// <summary>Edges and shadow nodes do not hear each other; the edges, the first seed among them, are fewer.</summary>
    EdgesOffShadows,

    /// <summary>Shadow nodes do not hear the edges.</summary>
    EdgesToShadows,

    /// <summary>Edges do not hear the shadow nodes.</summary>
    ShadowsToEdges,

    /// <summary>The first edge, which is the first seed, is alone.</summary>
    FirstSeedOff,

    /// <summary>The shadow node with the shard coordinator is alone.</summary>
    CoordinatorOff,

    /// <summary>The first edge and the coordinator's node on one side; the other edge and two shadow nodes on the other.</summary>
    InTwo,

    /// <summary>The two edges do not hear each other, and everybody hears everybody else.</summary>
    EdgeFromEdge,

    /// <summary>Two shadow nodes, the coordinator's one of them, do not hear each other, and everybody hears everybody else.</summary>
    ShadowFromShadow,
}
