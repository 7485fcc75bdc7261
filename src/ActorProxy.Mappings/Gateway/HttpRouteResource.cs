using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Gateway;

/// <summary>An HTTPRoute of the Gateway API.</summary>
internal sealed class HttpRouteResource(ResourceId id, SourcePosition position, YamlObject spec) : Resource("HTTPRoute", id, position, spec)
{
    /// <summary>The hosts it is for; empty means every host.</summary>
    public required IReadOnlyList<string> Hostnames { get; init; }

    /// <summary>When it was made, as text that sorts by time; empty when unknown, which counts as newest.</summary>
    public required string CreationTimestamp { get; init; }

    /// <summary>Its rules.</summary>
    public required IReadOnlyList<HttpRouteRule> Rules { get; init; }
}

/// <summary>A rule: what matches goes to the same backends.</summary>
internal sealed record HttpRouteRule
{
    /// <summary>Its name; null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Conditions, one of which must be met.</summary>
    public required IReadOnlyList<HttpRouteMatch> Matches { get; init; }

    /// <summary>What is done to all requests of the rule.</summary>
    public required HttpFilters Filters { get; init; }

    /// <summary>Where requests go.</summary>
    public required IReadOnlyList<HttpBackend> Backends { get; init; }

    /// <summary>Time limit of a request; null means the default, zero none.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>One condition of a rule.</summary>
internal sealed record HttpRouteMatch(
    PathPattern Path,
    TextMatch? Method,
    IReadOnlyList<NamedMatch> Headers,
    IReadOnlyList<NamedMatch> Query);

/// <summary>A backend with its share of the rule's requests.</summary>
/// <param name="Service">The service; null when the reference is invalid.</param>
/// <param name="Weight">Its weight relative to the others.</param>
/// <param name="Filters">What is done to the requests that go there.</param>
internal sealed record HttpBackend(ServiceTarget? Service, int Weight, HttpFilters Filters);

/// <summary>A RequestMirror filter.</summary>
/// <param name="Service">Where copies go.</param>
/// <param name="Percent">How many requests are copied, in percent.</param>
internal sealed record HttpMirror(ServiceTarget Service, double Percent);

/// <summary>A change of path by a URLRewrite or RequestRedirect filter.</summary>
/// <param name="Full">Takes the place of the whole path; null for a change of the prefix.</param>
/// <param name="Prefix">Takes the place of the matched prefix.</param>
internal sealed record HttpPathModifier(string? Full, string? Prefix);

/// <summary>The filters of a rule or backend, taken together.</summary>
internal sealed record HttpFilters
{
    /// <summary>Changes to request headers.</summary>
    public IReadOnlyList<HeaderMutation> RequestHeaders { get; init; } = [];

    /// <summary>Changes to reply headers.</summary>
    public IReadOnlyList<HeaderMutation> ResponseHeaders { get; init; } = [];

    /// <summary>Mirrors.</summary>
    public IReadOnlyList<HttpMirror> Mirrors { get; init; } = [];

    /// <summary>The redirect, without its path; null when there is none.</summary>
    public Redirect? Redirect { get; init; }

    /// <summary>How the redirect changes the path.</summary>
    public HttpPathModifier? RedirectPath { get; init; }

    /// <summary>The Host that the backend gets; null leaves the client's.</summary>
    public string? RewriteHost { get; init; }

    /// <summary>How the path is rewritten.</summary>
    public HttpPathModifier? RewritePath { get; init; }

    /// <summary>Cross-origin rules; null when there are none.</summary>
    public CorsPolicy? Cors { get; init; }

    /// <summary>Whether there is a filter that is not known here: requests of the rule must not be forwarded without it.</summary>
    public bool HasUnknown { get; init; }
}
