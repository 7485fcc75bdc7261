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
        [
            new Text(headline, traffic.Failed == 0 ? Style.Plain : new Style(Color.Red)),
            new Text(string.Empty),
            Production(snapshot),
            new Text(string.Empty),
            Shadows(snapshot),
            new Text(string.Empty),
            Nodes(snapshot, layout),
            .. DisplayText.Suspensions(snapshot.Cluster, layout).Select(line => new Text(line, new Style(Color.Yellow))),
        ]);
    }

    /// <summary>The final accounting.</summary>
    public static IRenderable Accounting(FinalAccounting accounting)
    {
        var outcomes = accounting.Lines.SelectMany(l => l.Outcomes.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var table = Table("Shadow Mapping", ["offered", .. outcomes.Select(o => "+ " + o), "= sum"]);
        table.AddColumn(Column("closes"));
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
        var table = Table("Production Mapping", ["Requests", "Failed", "p50/p99 ms"]);
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
        table.AddColumn(Column("Copies by outcome"));
        AddNumbers(table, ["Weight\nset / now", "Production\np50/p99 ms", "Shadow\np50/p99 ms"]);
        foreach (var shadow in snapshot.Metrics?.Cluster.Shadows ?? [])
        {
            table.AddRow(Cells(
                [
                    shadow.Name,
                    DisplayText.Count(shadow.Offered),
                    string.Join('\n', DisplayText.Copies(shadow)),
                    DisplayText.Weight(shadow),
                    DisplayText.Quantiles(shadow.ProductionLatencyMs),
                    DisplayText.Quantiles(shadow.ShadowLatencyMs),
                ]));
        }

        return table;
    }

    private static Table Nodes(DemoSnapshot snapshot, DemoLayout layout)
    {
        var table = Table("Node", []);
        foreach (var header in (string[])["Roles", "Status", "Remoting", "Admin API"])
            table.AddColumn(Column(header));
        foreach (var member in snapshot.Cluster?.Members ?? [])
        {
            var node = layout.Nodes.FirstOrDefault(n => n.IsAt(member.Address));
            var status = member.Reachable ? member.Status : member.Status + ", unreachable";
            table.AddRow(Cells([node?.Name ?? "?", string.Join(", ", member.Roles), status, AddressText(member.Address), node?.AdminUrl ?? "?"]));
        }

        return table;
    }

    // Without lines: a terminal of 80 columns has no room for them.
    private static Table Table(string first, IEnumerable<string> numbers)
    {
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(Column(first).NoWrap());
        AddNumbers(table, numbers);
        return table;
    }

    private static void AddNumbers(Table table, IEnumerable<string> headers)
    {
        foreach (var header in headers)
            table.AddColumn(Column(header).RightAligned().NoWrap());
    }

    private static TableColumn Column(string header) =>
        new(new Text(header, new Style(decoration: Decoration.Bold))) { Padding = new Padding(0, 0, 2, 0) };

    private static string AddressText(string address) => address[(address.LastIndexOf('@') + 1)..];

    // Texts, not markup: names come from Mapping files.
    private static IEnumerable<IRenderable> Cells(IEnumerable<string> cells) => cells.Select(c => new Text(c));
}
