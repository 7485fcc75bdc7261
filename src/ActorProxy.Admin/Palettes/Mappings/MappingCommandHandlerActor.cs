using System.Globalization;
using ActorProxy.Admin.Api;

namespace ActorProxy.Admin.Palettes.Mappings;

/// <summary>Carries out the palette <c>mapping</c>.</summary>
internal sealed class MappingCommandHandlerActor : AnsweringHandlerActor
{
    public MappingCommandHandlerActor(NodeViews node)
        : base(MappingCommands.Palette)
    {
        Answer(MappingCommands.List.Name, (command, _) =>
            Render(command, node.ReadDiagnostics().Routes, AdminJsonContext.Plain.IReadOnlyListRouteResponse, List));
        Answer(MappingCommands.Errors.Name, (command, _) =>
            Render(command, node.ReadDiagnostics().Errors, AdminJsonContext.Plain.IReadOnlyListFindingResponse, Errors));
        Answer(MappingCommands.Status.Name, (command, _) =>
            Render(command, node.ReadMappingStatus(), AdminJsonContext.Plain.MappingStatusResponse, Status));
    }

    private static string Status(MappingStatusResponse status)
    {
        var table = new TextTable("node", "roles", "generation", "resources");
        foreach (var node in status.Nodes)
            table.Row(node.Address, string.Join(',', node.Roles), node.Generation.Length > 0 ? node.Generation : "unknown", node.Same ? "same" : "DIFFERENT");

        var different = status.Nodes.Count(node => !node.Same);
        return $"{table}\n{(different == 0 ? "All nodes hold the same resources." : $"{different} of {status.Nodes.Count} nodes hold others than this one.")}";
    }

    private static string List(IReadOnlyList<RouteResponse> routes)
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

    private static string Errors(IReadOnlyList<FindingResponse> findings)
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
}
