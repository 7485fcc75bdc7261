using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Resources;

/// <summary>A TLSContext, as far as it concerns upstream connections.</summary>
internal sealed class TlsContextResource(ResourceId id, SourcePosition position, YamlObject spec) : Resource("TLSContext", id, position, spec)
{
    /// <summary>What it says.</summary>
    public required TlsContext Context { get; init; }
}
