using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Shadows;

namespace ActorProxy.Admin.Palettes.Mappings;

/// <summary>Answers of the palette <c>mapping</c> for people.</summary>
internal static class MappingText
{
    /// <summary>The routes in evaluation order.</summary>
    public static string List(IReadOnlyList<RouteResponse> routes)
    {
        if (routes.Count == 0)
            return "No Mapping is configured.";

        var table = new TextTable(">#", "prefix", "mapping", "kind", "service", "weight");
        foreach (var route in routes)
        {
            var (index, prefix) = (route.Index.ToString(CultureInfo.InvariantCulture), route.Prefix);
            foreach (var production in route.Productions)
            {
                table.Row(index, prefix, production.Name, "production", production.Service, Figures.Percent(production.Share));
                (index, prefix) = ("", "");
            }

            foreach (var shadow in route.Shadows)
                table.Row("", "", shadow.Name, "shadow", shadow.Service, Figures.Weight(shadow.ConfiguredWeight, shadow.EffectiveWeight, shadow.Paused));
        }

        return table.ToString();
    }

    /// <summary>Findings, a line each.</summary>
    public static string Findings(IReadOnlyList<FindingResponse> findings)
    {
        if (findings.Count == 0)
            return "Nothing to report: the resources were read without errors, warnings or notices.";

        var table = new TextTable("severity", "code", "resource", "where", "message");
        foreach (var finding in findings)
        {
            var where = finding.Line is { } line ? $"{finding.File}:{line}" : finding.File ?? "";
            table.Row(finding.Severity, finding.Code, finding.Resource, where, finding.Message);
        }

        return table.ToString();
    }

    /// <summary>One Mapping in full.</summary>
    public static string Detail(MappingDetailResponse mapping)
    {
        var settings = mapping switch
        {
            { Shadow: { } shadow } => $"shadow {ShadowText.Detail(shadow)}",
            { Production: { } production } => $"production {mapping.Name}\n  {string.Join("\n  ", Lines(mapping.Service, production))}",
            _ => mapping.Name,
        };
        var routes = mapping.Routes.Select(route =>
            $"route {route.Index}: {route.Route}{(route.Share is { } share ? $" ({Figures.Percent(share)} of it)" : "")}\n"
            + $"  productions: {string.Join(", ", route.Productions)}\n  shadows:     {(route.Shadows.Count == 0 ? "none" : string.Join(", ", route.Shadows))}");
        return string.Join('\n', routes.Prepend(settings).Append(Findings(mapping.Findings)));
    }

    /// <summary>The generations of the nodes.</summary>
    public static string Status(MappingStatusResponse status)
    {
        var table = new TextTable("node", "generation", "");
        foreach (var node in status.Nodes)
            table.Row(node.Address, node.Generation ?? "?", node.Generation is null ? "not told yet" : node.Generation == status.Generation ? "" : "differs");
        var verdict = status.Agreed ? "All nodes have the same resources in force." : "The nodes do not agree: compare the Mapping files of those that differ.";
        return $"{status.Routes} routes, {status.Shadows} shadows, {status.Errors} errors\n{table}\n{verdict}";
    }

    /// <summary>What the files say.</summary>
    public static string Check(MappingCheckResponse check) =>
        $"{Findings(check.Findings)}\ngeneration {check.Generation}, {(check.InForce ? "in force" : "not in force on this node (yet)")}";

    /// <summary>What reading the files again has changed.</summary>
    public static string Reload(MappingReloadResponse reload) =>
        $"generation {reload.Generation}, {(reload.Changed ? "put in force now" : "in force already: the files have not changed")}"
        + (reload.Errors > 0 ? $"; {reload.Errors} errors, see 'mapping errors'" : "");

    private static IEnumerable<string> Lines(string service, ProductionDetailResponse production) =>
    [
        $"service           {service}",
        $"weight            {(production.Weight is { } weight ? Figures.Percent(weight) : "not given")}",
        $"timeout           {Limit(production.TimeoutMs, "none")}",
        $"idle timeout      {Limit(production.IdleTimeoutMs, "the default")}",
        $"host              {production.HostRewrite ?? "the client's"}",
        $"request headers   {(production.RequestHeaders.Count == 0 ? "as they come" : string.Join("; ", production.RequestHeaders))}",
        $"response headers  {(production.ResponseHeaders.Count == 0 ? "as they come" : string.Join("; ", production.ResponseHeaders))}",
    ];

    private static string Limit(double? milliseconds, string none) => milliseconds is { } limit ? $"{Figures.Milliseconds(limit)} ms" : none;
}
