using System.Text;

namespace ActorProxy.Admin.Palettes;

/// <summary>Lays text out in columns: numbers to the right, the rest to the left, two spaces between.</summary>
internal sealed class TextTable
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];
    private readonly bool[] _right;

    /// <summary>Begins a table.</summary>
    /// <param name="columns">Its headings; one that starts with <c>&gt;</c> heads a column that is aligned to the right.</param>
    public TextTable(params IEnumerable<string> columns)
    {
        var headings = columns.ToArray();
        _right = [.. headings.Select(heading => heading.StartsWith('>'))];
        _rows.Add([.. headings.Select(heading => heading.TrimStart('>'))]);
    }

    /// <summary>Adds a row, with a cell for each column.</summary>
    public void Row(params IEnumerable<string> cells)
    {
        var row = cells.Select(OneLine).ToArray();
        if (row.Length != _right.Length)
            throw new ArgumentException($"{row.Length} cells for {_right.Length} columns", nameof(cells));

        _rows.Add(row);
    }

    /// <summary>The table, without a line break at its end.</summary>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, _right.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => _right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append(string.Join(Gap, cells).TrimEnd()).Append('\n');
        }

        return text.ToString(0, text.Length - 1);
    }

    // Text from resources must neither break the table nor steer the terminal.
    private static string OneLine(string cell) => string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c));
}
