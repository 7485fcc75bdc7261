using System.Text;

namespace ActorProxy.Pbm.Output;

/// <summary>Shows one answer in place of the one before, from the terminal's upper left corner on.</summary>
/// <param name="output">The terminal.</param>
/// <param name="title">What is watched.</param>
internal sealed class WatchScreen(TextWriter output, string title)
{
    private const string Clear = "\e[2J";
    private const string Home = "\e[H";
    private const string ClearLine = "\e[K";
    private const string ClearBelow = "\e[J";

    private bool _cleared;

    /// <summary>Shows an answer; what does not fit is cut off, and it is said how much.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="height">Rows of the terminal.</param>
    /// <param name="paint">Colours a line.</param>
    public void Show(string text, int width, int height, Func<string, string> paint)
    {
        var lines = text.Split('\n');
        var room = Math.Max(1, height - 3);
        var shown = lines.Length <= room ? lines : lines[..(room - 1)];
        var screen = new StringBuilder(_cleared ? Home : Clear + Home);
        Append($"{title}  (every second; Ctrl-C ends)");
        Append("");
        foreach (var line in shown)
            Append(line);
        if (shown.Length < lines.Length)
            Append($"... {lines.Length - shown.Length} more lines: make the terminal higher, or leave out -watch");
        output.Write(screen.Append(ClearBelow));
        output.Flush();
        _cleared = true;

        void Append(string line) => screen.Append(paint(line.Length < width ? line : line[..Math.Max(0, width - 1)])).Append(ClearLine).Append("\r\n");
    }
}
