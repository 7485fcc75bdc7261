using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Palettes.Metrics;

/// <summary>Carries out the palette <c>metrics</c>.</summary>
internal sealed class MetricsCommandHandlerActor : AnsweringHandlerActor
{
    private static readonly string Answered = CopyOutcome.Answered.Name();

    public MetricsCommandHandlerActor(NodeViews node)
        : base(MetricsCommands.Palette)
    {
        Answer(MetricsCommands.Show.Name, (command, _) => Render(command, node.ReadMetrics(), AdminJsonContext.Plain.MetricsResponse, Overview));
        Answer(MetricsCommands.Nodes.Name, (command, _) => Render(command, node.ReadMetrics(), AdminJsonContext.Plain.MetricsResponse, NodeTable));
    }

    private static string Overview(MetricsResponse metrics)
    {
        if (metrics.Cluster.Productions.Count + metrics.Cluster.Shadows.Count == 0)
            return "No Mapping is configured, and nothing was counted.";

        var productions = new TextTable("production", ">requests", ">failed", ">p50", ">p95", ">p99", ">max");
        foreach (var production in metrics.Cluster.Productions)
            productions.Row([production.Name, Figures.Count(production.Requests), Figures.Count(production.Failed), .. Latency(production.LatencyMs)]);

        var shadows = new TextTable("shadow", ">offered", ">answered", ">not answered", ">under way", ">p50", ">p95", ">p99", ">max", "weight");
        foreach (var shadow in metrics.Cluster.Shadows)
        {
            shadows.Row(
                [shadow.Name, Figures.Count(shadow.Offered), Figures.Count(shadow.Outcomes[Answered]), Figures.Count(Lost(shadow)), Figures.Count(shadow.UnderWay),
                 .. Latency(shadow.ShadowLatencyMs), Figures.Weight(shadow.ConfiguredWeight, shadow.EffectiveWeight, shadow.Paused)]);
        }

        return $"{productions}\n\n{shadows}\n{Figures.Nodes(metrics)}; latencies in ms";
    }

    private static string NodeTable(MetricsResponse metrics)
    {
        var table = new TextTable("node", "roles", "state", ">age (s)", ">requests", ">failed", ">offered", ">answered", ">not answered", ">under way");
        foreach (var node in metrics.Nodes)
        {
            table.Row(
                node.Address, string.Join(',', node.Roles), node.State, (node.AgeMs / 1000).ToString("0.0", CultureInfo.InvariantCulture),
                Figures.Count(node.Productions.Sum(production => production.Requests)), Figures.Count(node.Productions.Sum(production => production.Failed)),
                Figures.Count(node.Shadows.Sum(shadow => shadow.Offered)), Figures.Count(node.Shadows.Sum(shadow => shadow.Outcomes[Answered])),
                Figures.Count(node.Shadows.Sum(Lost)), Figures.Count(node.Shadows.Sum(shadow => shadow.UnderWay)));
        }

        return table.ToString();
    }

    /// <summary>All outcomes but an answer; 'shadow stats' tells them apart.</summary>
    private static long Lost(ShadowMetricsResponse shadow) => shadow.Outcomes.Values.Sum() - shadow.Outcomes[Answered];

    private static IEnumerable<string> Latency(LatencyResponse latency) => new[] { latency.P50, latency.P95, latency.P99, latency.Max }.Select(Figures.Milliseconds);
}
