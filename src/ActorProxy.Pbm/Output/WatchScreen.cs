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

    // Of terminals that do not say.
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    private bool _cleared;

    /// <summary>Shows an answer; what does not fit is cut off, and it is said how much.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="width">Columns of the terminal; 0 when it does not say.</param>
    /// <param name="height">Rows of the terminal; 0 when it does not say.</param>
    /// <param name="paint">Colours a line.</param>
    public void Show(string text, int width, int height, Func<string, string> paint)
    {
        var columns = width > 0 ? width : UsualWidth;
        var room = Math.Max(2, (height > 0 ? height : UsualHeight) - 3);
        var lines = text.Split('\n');
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

        void Append(string line) => screen.Append(paint(line.Length < columns ? line : line[..(columns - 1)])).Append(ClearLine).Append("\r\n");
    }
}
