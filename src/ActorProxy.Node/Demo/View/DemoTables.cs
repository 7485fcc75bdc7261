using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActorProxy.Node.Demo.View;

/// <summary>The demo's tables.</summary>
internal static class DemoTables
{
    /// <summary>The live view: production, shadows, nodes.</summary>
    public static IRenderable Live(DemoSnapshot snapshot, DemoLayout layout)
    {
        var traffic = snapshot.Traffic;
        var headline = $"{DisplayText.Clock(snapshot.Elapsed)}  {DisplayText.Count(traffic.Sent)} requests sent, " +
            $"{DisplayText.Count(traffic.Answered)} answered, {DisplayText.Count(traffic.Failed)} failed";
        return new Rows(
            new Text(headline, traffic.Failed == 0 ? Style.Plain : new Style(Color.Red)),
            Production(snapshot),
            Shadows(snapshot),
            Nodes(snapshot, layout));
    }

    /// <summary>The final accounting.</summary>
    public static IRenderable Accounting(FinalAccounting accounting)
    {
        var outcomes = accounting.Lines.SelectMany(l => l.Outcomes.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var table = Table("Shadow Mapping", ["offered", .. outcomes.Select(o => "+ " + o), "= sum"]);
        table.AddColumn("closes");
        foreach (var line in accounting.Lines)
        {
            table.AddRow(Cells(
                [
                    line.Name,
                    DisplayText.Count(line.Offered),
                    .. outcomes.Select(o => DisplayText.Count(line.Outcomes.GetValueOrDefault(o))),
                    DisplayText.Count(line.Sum),
                    line.Closes ? "yes" : "no",
                ]));
        }

        return table;
    }

    private static Table Production(DemoSnapshot snapshot)
    {
        var table = Table("Production Mapping", ["Requests", "Failed", "p50 / p99 ms"]);
        foreach (var production in snapshot.Metrics?.Cluster.Productions ?? [])
        {
            table.AddRow(Cells(
                [
                    production.Name,
                    DisplayText.Count(production.Requests),
                    DisplayText.Count(production.Failed),
                    DisplayText.Quantiles(production.LatencyMs),
                ]));
        }

        return table;
    }

    private static Table Shadows(DemoSnapshot snapshot)
    {
        var table = Table("Shadow Mapping", ["Offered"]);
        table.AddColumn("Copies by outcome");
        foreach (var header in (string[])["Under way", "Weight", "In force", "Production p50 / p99 ms", "Shadow p50 / p99 ms"])
            table.AddColumn(new TableColumn(header).RightAligned());
        foreach (var shadow in snapshot.Metrics?.Cluster.Shadows ?? [])
        {
            table.AddRow(Cells(
                [
                    shadow.Name,
                    DisplayText.Count(shadow.Offered),
                    DisplayText.Outcomes(shadow),
                    DisplayText.Count(shadow.UnderWay),
                    DisplayText.Percent(shadow.ConfiguredWeight),
                    DisplayText.WeightInForce(shadow),
                    DisplayText.Quantiles(shadow.ProductionLatencyMs),
                    DisplayText.Quantiles(shadow.ShadowLatencyMs),
                ]));
        }

        return table;
    }

    private static Table Nodes(DemoSnapshot snapshot, DemoLayout layout)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Node", "Roles", "Status", "Cluster address", "Admin API");
        foreach (var member in snapshot.Cluster?.Members ?? [])
        {
            var node = layout.Nodes.FirstOrDefault(n => n.IsAt(member.Address));
            var status = member.Reachable ? member.Status : member.Status + ", unreachable";
            table.AddRow(Cells([node?.Name ?? "?", string.Join(", ", member.Roles), status, member.Address, node?.AdminUrl ?? "?"]));
        }

        return table;
    }

    private static Table Table(string first, IEnumerable<string> numbers)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(first);
        foreach (var header in numbers)
            table.AddColumn(new TableColumn(header).RightAligned());
        return table;
    }

    // Texts, not markup: names come from Mapping files.
    private static IEnumerable<IRenderable> Cells(IEnumerable<string> cells) => cells.Select(c => new Text(c));
}
