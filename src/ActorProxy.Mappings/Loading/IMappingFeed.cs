namespace ActorProxy.Mappings.Loading;

/// <summary>Resources that come from elsewhere than files. Safe on any thread.</summary>
public interface IMappingFeed
{
    /// <summary>Whether all resources were known at least once; before that, no table is put in force, as it would lack routes.</summary>
    bool IsComplete { get; }

    /// <summary>Another number after every change.</summary>
    long Version { get; }

    /// <summary>The resources, one or several to a source; the name of a source identifies it from one load to the next.</summary>
    IReadOnlyList<MappingSource> Read();
}
