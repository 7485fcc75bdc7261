namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>What bounds the memory and the wire size of one shadow's comparisons on one node.</summary>
public static class ComparisonLimits
{
    /// <summary>Endpoints that are counted one by one.</summary>
    public const int Endpoints = 64;

    /// <summary>Fields that are counted one by one, over all endpoints.</summary>
    public const int Fields = 512;

    /// <summary>Cells of a status matrix that are counted one by one.</summary>
    public const int StatusPairs = 256;

    /// <summary>Longest path or endpoint name, in characters; longer ones are cut.</summary>
    public const int PathLength = 200;

    /// <summary>The name under which everything beyond these limits is counted.</summary>
    public const string Other = "other";
}
