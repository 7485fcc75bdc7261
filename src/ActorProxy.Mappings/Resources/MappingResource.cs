using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Resources;

/// <summary>A Mapping in the terms of <c>v3alpha1</c>, whatever version it was written in.</summary>
internal sealed class MappingResource(ResourceId id, SourcePosition position, YamlObject spec) : Resource("Mapping", id, position, spec)
{
    /// <summary>Path, host, method, headers and query that it matches.</summary>
    public required RequestPattern Pattern { get; init; }

    /// <summary>The <c>prefix</c> as written.</summary>
    public required string Prefix { get; init; }

    /// <summary>Whether it matches on any host at all (a v3alpha1 Mapping without <c>hostname</c> does not).</summary>
    public required bool HasHost { get; init; }

    /// <summary>Precedence; higher is asked first.</summary>
    public int Precedence { get; init; }

    /// <summary>Where it points, qualified.</summary>
    public required ServiceTarget Service { get; init; }

    /// <summary>Whether it is a shadow.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Weight in percent; null when not given.</summary>
    public int? Weight { get; init; }

    /// <summary>Time limit for production; null means none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How the path is rewritten.</summary>
    public required PathRewrite Rewrite { get; init; }
}
