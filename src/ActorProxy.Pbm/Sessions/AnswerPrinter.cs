using ActorProxy.Pbm.Protocol;

namespace ActorProxy.Pbm.Sessions;

/// <summary>Prints what a node answers: text to the output, errors to the error output, nothing that steers a terminal.</summary>
internal sealed class AnswerPrinter(TextWriter output, TextWriter errors)
{
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
        {
            Error(text);
            return;
        }

        // A watch sends one table after the other.
        var block = text.Contains('\n', StringComparison.Ordinal);
        if (block && _blockBefore && !_continues)
            output.WriteLine();

        output.Write(Harmless(text));
        if (!frame.Partial)
            output.WriteLine();

        output.Flush();
        (_continues, _blockBefore, HasPrinted) = (frame.Partial, block || (_continues && _blockBefore), true);
    }

    /// <summary>Prints an error.</summary>
    public void Error(string text) => errors.WriteLine($"pbm: {Harmless(text)}");

    private static string Harmless(string text) => text.Any(IsHarmful) ? string.Concat(text.Select(c => IsHarmful(c) ? ' ' : c)) : text;

    private static bool IsHarmful(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
