using ActorProxy.Mappings.Reading;

namespace ActorProxy.Mappings.Resources;

/// <summary>A resource that was read without an error.</summary>
internal abstract class Resource(string kind, ResourceId id, SourcePosition position, YamlObject spec)
{
    /// <summary>The kind, such as <c>Mapping</c>.</summary>
    public string Kind { get; } = kind;

    /// <summary>Its name.</summary>
    public ResourceId Id { get; } = id;

    /// <summary>Where it stands.</summary>
    public SourcePosition Position { get; } = position;

    /// <summary>What it says, untyped: for the questions that the typed fields do not answer (was it set, is it the same).</summary>
    public YamlObject Spec { get; } = spec;

    /// <summary>Equal for resources that say the same, wherever they stand.</summary>
    public string Fingerprint { get; } = $"{kind}/{id}={spec.Canonical()}";
}
