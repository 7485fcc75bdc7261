using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Resources;

/// <summary>A Mapping in the terms of <c>v3alpha1</c>, whatever version it was written in.</summary>
internal sealed class MappingResource(ResourceId id, SourcePosition position, YamlObject spec) : Resource("Mapping", id, position, spec)
{
    /// <summary>Path, host, method, headers and query that it matches.</summary>
    public required RequestPattern Pattern { get; init; }

    /// <summary>The <c>prefix</c> as written.</summary>
    public string Prefix => Pattern.Path.Text;

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

    /// <summary>Replaces <see cref="Rewrite"/> for the whole group; null when not given.</summary>
    public RegexReplacement? RegexRewrite { get; init; }

    /// <summary>Longest silence between the parts of a request or reply; null means no limit.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>The Host that production gets; null leaves the client's.</summary>
    public string? HostRewrite { get; init; }

    /// <summary>Whether production gets its own name as Host.</summary>
    public bool AutoHostRewrite { get; init; }

    /// <summary>Where clients are sent instead; null for a Mapping that forwards.</summary>
    public Redirect? Redirect { get; init; }

    /// <summary>Headers to add to requests.</summary>
    public IReadOnlyList<HeaderMutation> AddRequestHeaders { get; init; } = [];

    /// <summary>Headers to add to replies.</summary>
    public IReadOnlyList<HeaderMutation> AddResponseHeaders { get; init; } = [];

    /// <summary>Headers to take from requests; null when not given.</summary>
    public IReadOnlyList<string>? RemoveRequestHeaders { get; init; }

    /// <summary>Headers to take from replies; null when not given.</summary>
    public IReadOnlyList<string>? RemoveResponseHeaders { get; init; }

    /// <summary>Retries; null when not given.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Cross-origin rules; null when not given.</summary>
    public CorsPolicy? Cors { get; init; }

    /// <summary>Protocols to which a connection may be upgraded; null when not given.</summary>
    public IReadOnlyList<string>? AllowUpgrade { get; init; }

    /// <summary>How connections are made.</summary>
    public required UpstreamSettings Upstream { get; init; }

    /// <summary>The TLSContext for connections; null when not given.</summary>
    public string? TlsContext { get; init; }

    /// <summary>The name for metrics; null when not given.</summary>
    public string? StatsName { get; init; }
}
