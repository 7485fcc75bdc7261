using System.Globalization;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /api/diagnostics</c>: what the configuration says and what became of it.</summary>
/// <param name="Generation">Equal on all nodes that hold the same resources.</param>
/// <param name="Errors">Everything that reading and linting had to say: errors, warnings and notices.</param>
/// <param name="Routes">The routes in evaluation order.</param>
public sealed record DiagnosticsResponse(string Generation, IReadOnlyList<FindingResponse> Errors, IReadOnlyList<RouteResponse> Routes)
{
    /// <summary>Describes the table in force under the runtime control in force.</summary>
    public static DiagnosticsResponse From(RouteTableStore routes, ControlState control)
    {
        var table = routes.Current;
        return new DiagnosticsResponse(
            table.Generation,
            [.. routes.Findings.Select(FindingResponse.From)],
            [.. table.Groups.Select(group => RouteResponse.From(group, control))]);
    }
}

/// <summary>One finding.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>notice</c>.</param>
/// <param name="Code">A stable word for scripts.</param>
/// <param name="Resource">The resource, as <c>name.namespace</c>; empty when it is about a whole file.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="File">The file it stands in, if it is one.</param>
/// <param name="Line">One-based line in that file, if known.</param>
/// <param name="Field">Path of the field, if it is about one.</param>
public sealed record FindingResponse(
    string Severity, string Code, string Resource, string Message, string? File, int? Line, string? Field)
{
    internal static FindingResponse From(Finding finding) => new(
        SeverityName(finding.Severity), finding.Code, finding.Resource, finding.Message, finding.File, finding.Line, finding.Field);

    private static string SeverityName(Severity severity) => severity switch
    {
        Mappings.Findings.Severity.Error => "error",
        Mappings.Findings.Severity.Warning => "warning",
        _ => "notice",
    };
}

/// <summary>One group of Mappings that match the same requests.</summary>
/// <param name="Index">Position in evaluation order, from 0.</param>
/// <param name="Prefix">The group's prefix, or the text of its regular expression.</param>
/// <param name="Method">The method it matches; <c>*</c> for all.</param>
/// <param name="Host">The host it matches; <c>*</c> for all.</param>
/// <param name="Headers">Its conditions on headers, such as <c>x-user=7</c>; empty when there are none.</param>
/// <param name="Query">Its conditions on query parameters, likewise.</param>
/// <param name="Answer">What the proxy answers by itself, <c>redirect 301</c> or a status; null when it forwards.</param>
/// <param name="Productions">The Mappings that share its requests.</param>
/// <param name="Shadows">The Mappings that get copies.</param>
public sealed record RouteResponse(
    int Index,
    string Prefix,
    string Method,
    string Host,
    string Headers,
    string Query,
    string? Answer,
    IReadOnlyList<ProductionRouteResponse> Productions,
    IReadOnlyList<ShadowRouteResponse> Shadows)
{
    internal static RouteResponse From(RouteGroup group, ControlState control) => new(
        group.Index,
        group.Prefix,
        group.Method,
        group.Host,
        group.Headers,
        group.Query,
        group.Redirect is { } redirect ? $"redirect {redirect.StatusCode}" : group.DirectStatus?.ToString(CultureInfo.InvariantCulture),
        [.. group.Productions.Select(ProductionRouteResponse.From)],
        [.. ShadowsOf(group).Select(shadow => ShadowRouteResponse.From(shadow, control))]);

    /// <summary>Also those that ride on one production of the group only.</summary>
    private static IEnumerable<ShadowRoute> ShadowsOf(RouteGroup group) =>
        group.Shadows.Concat(group.Productions.SelectMany(production => production.OwnShadows ?? [])).DistinctBy(shadow => shadow.Name);
}

/// <summary>A production Mapping of a group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Service">Where it points, as a URL.</param>
/// <param name="Weight">The weight it asks for in percent, null when it gives none.</param>
/// <param name="Share">The share of the group's requests that it gets, in percent.</param>
/// <param name="TimeoutMs">Time limit to the head of the reply in milliseconds; null means none.</param>
public sealed record ProductionRouteResponse(string Name, string Service, int? Weight, double Share, double? TimeoutMs)
{
    internal static ProductionRouteResponse From(ProductionRoute route) => new(
        route.Name, route.Service.ToString(), route.Weight, route.Share, route.Timeout?.TotalMilliseconds);
}

/// <summary>A shadow Mapping of a group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Service">Where it points, as a URL.</param>
/// <param name="ConfiguredWeight">The weight of the resources, in percent.</param>
/// <param name="EffectiveWeight">The weight in force, in percent, pauses not considered.</param>
/// <param name="Paused">Whether copying is paused, by itself or by the master switch.</param>
public sealed record ShadowRouteResponse(string Name, string Service, double ConfiguredWeight, double EffectiveWeight, bool Paused)
{
    internal static ShadowRouteResponse From(ShadowRoute shadow, ControlState control) => new(
        shadow.Name, shadow.Service.ToString(), shadow.Weight, control.WeightOf(shadow.Name, shadow.Weight), control.IsPaused(shadow.Name));
}
