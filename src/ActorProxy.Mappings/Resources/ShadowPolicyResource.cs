using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Resources;

/// <summary>A ShadowPolicy.</summary>
internal sealed class ShadowPolicyResource(ResourceId id, SourcePosition position, YamlObject spec) : Resource("ShadowPolicy", id, position, spec)
{
    /// <summary>The shadow Mapping, or mirror of an HTTPRoute, that it refines: <c>name</c> in the policy's own namespace, or <c>name.namespace</c>.</summary>
    public required string Mapping { get; init; }

    /// <summary>Whether the Mapping may be a second, third ... shadow of its group.</summary>
    public bool IsAdditional { get; init; }

    /// <summary>Percentage that replaces the Mapping's; null leaves that.</summary>
    public double? Weight { get; init; }

    /// <summary>The settings it makes.</summary>
    public required ShadowSettings Settings { get; init; }
}
