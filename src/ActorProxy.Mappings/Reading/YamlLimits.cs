namespace ActorProxy.Mappings.Reading;

/// <summary>Bounds on what is read, so that a hostile file costs a finding and not the process. Real resources stay far below.</summary>
internal static class YamlLimits
{
    /// <summary>Characters in one file: room for some fifty thousand Mappings.</summary>
    public const int FileLength = 32 * 1024 * 1024;

    /// <summary>Characters in one document; the API server of Kubernetes takes no more than 1.5 MiB either.</summary>
    public const int DocumentLength = 2 * 1024 * 1024;

    /// <summary>Depth of nesting.</summary>
    public const int Depth = 64;

    /// <summary>Nodes in one document, every alias expanded.</summary>
    public const int Nodes = 100_000;
}
