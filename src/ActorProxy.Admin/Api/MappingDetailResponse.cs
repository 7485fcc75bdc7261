using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>mapping show</c>: one Mapping in full.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>production</c> or <c>shadow</c>.</param>
/// <param name="Service">Where it points, as a URL.</param>
/// <param name="Routes">The groups that it belongs to, in evaluation order.</param>
/// <param name="Production">Its settings as a production Mapping; null for a shadow.</param>
/// <param name="Shadow">Its settings as a shadow; null for a production Mapping.</param>
/// <param name="Findings">What reading and linting had to say about it.</param>
public sealed record MappingDetailResponse(
    string Name,
    string Kind,
    string Service,
    IReadOnlyList<MembershipResponse> Routes,
    ProductionDetailResponse? Production,
    ShadowDetailResponse? Shadow,
    IReadOnlyList<FindingResponse> Findings);

/// <summary>A Mapping's place in a group.</summary>
/// <param name="Index">The group's position in evaluation order, from 0.</param>
/// <param name="Route">The group in words.</param>
/// <param name="Share">The share of the group's requests in percent; null for a shadow.</param>
/// <param name="Productions">The names of the group's production Mappings.</param>
/// <param name="Shadows">The names of the group's shadows.</param>
public sealed record MembershipResponse(
    int Index, string Route, double? Share, IReadOnlyList<string> Productions, IReadOnlyList<string> Shadows);

/// <summary>The settings of a production Mapping.</summary>
/// <param name="Weight">The weight it asks for in percent, null when it gives none.</param>
/// <param name="TimeoutMs">Time limit to the head of the reply in milliseconds; null means none.</param>
/// <param name="IdleTimeoutMs">Longest silence in milliseconds; null means the default.</param>
/// <param name="HostRewrite">The Host that production gets; null leaves the client's.</param>
/// <param name="RequestHeaders">Changes to the request's headers, such as <c>set x-a: 1</c>.</param>
/// <param name="ResponseHeaders">Changes to the reply's headers.</param>
public sealed record ProductionDetailResponse(
    int? Weight,
    double? TimeoutMs,
    double? IdleTimeoutMs,
    string? HostRewrite,
    IReadOnlyList<string> RequestHeaders,
    IReadOnlyList<string> ResponseHeaders)
{
    internal static ProductionDetailResponse From(ProductionRoute route) => new(
        route.Weight,
        route.Timeout?.TotalMilliseconds,
        route.IdleTimeout?.TotalMilliseconds,
        route.AutoHostRewrite ? route.Service.Host : route.HostRewrite,
        [.. route.RequestHeaders.Select(InWords)],
        [.. route.ResponseHeaders.Select(InWords)]);

    internal static string InWords(HeaderMutation change) => change.Kind switch
    {
        HeaderMutationKind.Remove => $"remove {change.Name}",
        HeaderMutationKind.Set => $"set {change.Name}: {change.Value}",
        _ => $"add {change.Name}: {change.Value}",
    };
}

/// <summary>Answer of <c>shadow show</c>: the weight and pauses of one shadow, and the settings of its ShadowPolicy, defaults filled in.</summary>
/// <param name="Control">Weights, pauses, who changed them.</param>
/// <param name="Host">The Host of copies: <c>suffix</c>, <c>preserve</c>, <c>service</c> or a fixed text.</param>
/// <param name="SampleBy">Key by which copies are chosen, such as <c>header X-User-Id</c>; null for a sample of requests.</param>
/// <param name="OrderBy">Key whose copies keep their order; null for no order.</param>
/// <param name="Methods">Methods that are copied; empty means all.</param>
/// <param name="RequestHeaders">Changes to the copy's headers on top of production's.</param>
/// <param name="TimeoutMs">How long the shadow may take, in milliseconds.</param>
/// <param name="MaxBodyBytes">Largest request body that is copied, in bytes.</param>
/// <param name="MaxInFlight">Copies under way at the same time, per lane.</param>
/// <param name="MaxCopiesPerSecond">Limit over the whole cluster; null means none.</param>
/// <param name="MaxAgeMs">Older copies are not sent, in milliseconds.</param>
/// <param name="Lanes">Dispatchers that share the copies.</param>
public sealed record ShadowDetailResponse(
    ShadowResponse Control,
    string Host,
    string? SampleBy,
    string? OrderBy,
    IReadOnlyList<string> Methods,
    IReadOnlyList<string> RequestHeaders,
    double TimeoutMs,
    long MaxBodyBytes,
    int MaxInFlight,
    double? MaxCopiesPerSecond,
    double MaxAgeMs,
    int Lanes)
{
    internal static ShadowDetailResponse From(ShadowRoute route, ControlState control)
    {
        var settings = route.Settings;
        return new ShadowDetailResponse(
            ShadowResponse.From(route, control),
            settings.Host.Mode == ShadowHostMode.Literal ? settings.Host.Text : settings.Host.Mode.ToString().ToLowerInvariant(),
            InWords(settings.SampleBy),
            InWords(settings.OrderBy),
            settings.Methods,
            [.. settings.RequestHeaders.Select(ProductionDetailResponse.InWords)],
            settings.Timeout.TotalMilliseconds,
            settings.MaxBodyBytes,
            settings.MaxInFlight,
            settings.MaxCopiesPerSecond,
            settings.MaxAge.TotalMilliseconds,
            settings.Lanes);
    }

    private static string? InWords(KeySource? key) => key switch
    {
        null => null,
        { Kind: KeyKind.ClientAddress } => "client address",
        { Kind: KeyKind.Cookie } => $"cookie {key.Name}",
        _ => $"header {key.Name}",
    };
}
