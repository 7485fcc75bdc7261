namespace ActorProxy.Mappings.Loading;

/// <summary>Settings of a <see cref="MappingLoader"/>.</summary>
public sealed record MappingLoaderOptions
{
    /// <summary>The node's own namespace: resources without one are in it, and its services are looked up by their bare names.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Mappings for another <c>ambassador_id</c> are not used.</summary>
    public string AmbassadorId { get; init; } = "default";
}
