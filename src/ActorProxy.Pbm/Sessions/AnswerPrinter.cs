using System.Text;
using ActorProxy.Pbm.Output;
using ActorProxy.Pbm.Protocol;

namespace ActorProxy.Pbm.Sessions;

/// <summary>
/// Prints what a node answers: text to the output, errors to the error output, nothing that steers a terminal. On a terminal a watch is shown in
/// place; everywhere else one answer follows the other.
/// </summary>
/// <param name="output">Where answers go.</param>
/// <param name="errors">Where errors go.</param>
/// <param name="style">What they can show.</param>
/// <param name="screen">Where a watch is shown in place; null otherwise.</param>
internal sealed class AnswerPrinter(TextWriter output, TextWriter errors, OutputStyle style, WatchScreen? screen = null)
{
    private readonly StringBuilder _parts = new();
    private bool _continues;
    private bool _blockBefore;

    /// <summary>Whether anything was printed.</summary>
    public bool HasPrinted { get; private set; }

    /// <summary>Prints a frame.</summary>
    public void Print(CommandFrame frame)
    {
        if (frame.Text is not { } text)
            return;

        if (frame.Error is not null)
            Error(text);
        else if (screen is not null)
            Show(screen, Harmless(text), frame.Partial);
        else
            Write(Harmless(text), frame.Partial);
    }

    /// <summary>Prints an error.</summary>
    public void Error(string text) => errors.WriteLine($"{(style.HasColours ? Highlight.Error("pbm:") : "pbm:")} {Harmless(text)}");

    private void Show(WatchScreen target, string text, bool partial)
    {
        _parts.Append(text);
        if (partial)
            return;

        target.Show(_parts.ToString(), Console.WindowWidth, Console.WindowHeight, Painted);
        _parts.Clear();
        HasPrinted = true;
    }

    private void Write(string text, bool partial)
    {
        // A watch sends one table after the other.
        var block = text.Contains('\n', StringComparison.Ordinal);
        if (block && _blockBefore && !_continues)
            output.WriteLine();

        output.Write(Painted(text));
        if (!partial)
            output.WriteLine();

        output.Flush();
        (_continues, _blockBefore, HasPrinted) = (partial, block || (_continues && _blockBefore), true);
    }

    private string Painted(string text) => style.HasColours ? Highlight.Apply(text) : text;

    private static string Harmless(string text) => text.Any(IsHarmful) ? string.Concat(text.Select(c => IsHarmful(c) ? ' ' : c)) : text;

    private static bool IsHarmful(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
