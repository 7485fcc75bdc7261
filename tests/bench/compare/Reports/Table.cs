using System.Text;

namespace ActorProxy.Bench.Compare.Reports;

/// <summary>A table in Markdown. The first column is text, the others are numbers.</summary>
internal sealed class Table(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(Line(columns));
        text.AppendLine(Line(columns.Select((_, i) => i == 0 ? "---" : "---:")));
        foreach (var row in _rows) text.AppendLine(Line(row));
        return text.ToString();
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
