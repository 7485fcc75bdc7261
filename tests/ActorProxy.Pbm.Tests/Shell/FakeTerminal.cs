using System.Text;
using System.Text.RegularExpressions;
using ActorProxy.Pbm.Shell;

namespace ActorProxy.Pbm.Tests.Shell;

/// <summary>A terminal of one screen that gets its keys from the test and understands what the editor writes.</summary>
internal sealed partial class FakeTerminal(int width = 60) : ITerminal
{
    private readonly Queue<ConsoleKeyInfo> _keys = new();
    private readonly List<StringBuilder> _rows = [new()];

    public int Width => width;

    /// <summary>The column of the cursor.</summary>
    public int Column { get; private set; }

    /// <summary>What stands on the screen, row by row.</summary>
    public IEnumerable<string> Rows => _rows.Select(row => row.ToString().TrimEnd());

    public FakeTerminal Type(string text)
    {
        foreach (var c in text)
            _keys.Enqueue(new ConsoleKeyInfo(c, char.IsAsciiLetter(c) ? Enum.Parse<ConsoleKey>(char.ToUpperInvariant(c).ToString()) : ConsoleKey.None, false, false, false));
        return this;
    }

    public FakeTerminal Press(ConsoleKey key, bool control = false, int times = 1)
    {
        for (var i = 0; i < times; i++)
            _keys.Enqueue(new ConsoleKeyInfo(key is >= ConsoleKey.A and <= ConsoleKey.Z ? (char)(key - ConsoleKey.A + 1) : '\0', key, false, false, control));
        return this;
    }

    public FakeTerminal Enter() => Press(ConsoleKey.Enter);

    public ConsoleKeyInfo ReadKey() => _keys.Dequeue();

    public void Write(string text)
    {
        foreach (Match part in Parts().Matches(text))
        {
            switch (part.Value)
            {
                case "\r": Column = 0; break;
                case "\n": _rows.Add(new StringBuilder()); break;
                case "\e[K": _rows[^1].Length = Math.Min(Column, _rows[^1].Length); break;
                case "\e[2J": _rows.Clear(); _rows.Add(new StringBuilder()); break;
                case "\e[H": Column = 0; break;
                case ['\e', ..]: Column += int.Parse(part.Value[2..^1], System.Globalization.CultureInfo.InvariantCulture); break;
                default: Put(part.Value[0]); break;
            }
        }
    }

    private void Put(char c)
    {
        Assert.False(char.IsControl(c));
        Assert.True(Column < width, "the editor wrote over the edge");
        var row = _rows[^1];
        if (row.Length <= Column)
            row.Append(' ', Column - row.Length + 1);
        row[Column++] = c;
    }

    [GeneratedRegex(@"\e\[\d*[A-Z]|.|\n|\r", RegexOptions.Singleline)]
    private static partial Regex Parts();
}
