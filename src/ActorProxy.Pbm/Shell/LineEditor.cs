using ActorProxy.Pbm.Sessions;

namespace ActorProxy.Pbm.Shell;

/// <summary>Reads a line from a terminal, with the usual keys, history and completion.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="catalog">The commands to complete from, asked for at each Tab.</param>
/// <param name="history">The lines entered before; null begins without any.</param>
internal sealed class LineEditor(ITerminal terminal, Func<CommandCatalog> catalog, LineHistory? history = null)
{
    private const string ClearToEnd = "\e[K";
    private const string ClearScreen = "\e[2J\e[H";

    private readonly LineHistory _history = history ?? new LineHistory();
    private string _prompt = "";

    /// <summary>Reads one line.</summary>
    /// <returns>The line; empty after Ctrl-C; null at the end of input (Ctrl-D on an empty line).</returns>
    public string? ReadLine(string prompt)
    {
        _prompt = prompt;
        var line = new LineBuffer();
        while (true)
        {
            Draw(line);
            var key = terminal.ReadKey();
            switch (Control(key))
            {
                case ConsoleKey.Enter:
                    return Accept(line);
                case ConsoleKey.C:
                    terminal.Write("^C\r\n");
                    return "";
                case ConsoleKey.D when line.Text.Length == 0:
                    terminal.Write("\r\n");
                    return null;
                case ConsoleKey.Tab:
                    Complete(line);
                    break;
                default:
                    Edit(line, key);
                    break;
            }
        }
    }

    private string Accept(LineBuffer line)
    {
        line.MoveToEnd();
        Draw(line);
        terminal.Write("\r\n");
        _history.Add(line.Text);
        return line.Text;
    }

    private void Edit(LineBuffer line, ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (Control(key))
        {
            case ConsoleKey.Backspace: line.Backspace(); break;
            case ConsoleKey.Delete or ConsoleKey.D: line.Delete(); break;
            case ConsoleKey.LeftArrow when control: line.MoveWordLeft(); break;
            case ConsoleKey.RightArrow when control: line.MoveWordRight(); break;
            case ConsoleKey.LeftArrow or ConsoleKey.B: line.Move(-1); break;
            case ConsoleKey.RightArrow or ConsoleKey.F: line.Move(1); break;
            case ConsoleKey.Home or ConsoleKey.A: line.MoveToStart(); break;
            case ConsoleKey.End or ConsoleKey.E: line.MoveToEnd(); break;
            case ConsoleKey.UpArrow or ConsoleKey.P: Recall(line, _history.Older(line.Text)); break;
            case ConsoleKey.DownArrow or ConsoleKey.N: Recall(line, _history.Newer()); break;
            case ConsoleKey.U: line.RemoveToStart(); break;
            case ConsoleKey.K: line.RemoveToEnd(); break;
            case ConsoleKey.W: line.BackspaceWord(); break;
            case ConsoleKey.L: terminal.Write(ClearScreen); break;
            default:
                if (!char.IsControl(key.KeyChar))
                    line.Insert(key.KeyChar);
                break;
        }
    }

    // Named keys by their name; letters only together with Ctrl, which some terminals report as a control character alone.
    private static ConsoleKey Control(ConsoleKeyInfo key)
    {
        if (key.KeyChar is >= '\u0001' and <= '\u001a' && key.Key is not (ConsoleKey.Enter or ConsoleKey.Tab or ConsoleKey.Backspace))
            return key.KeyChar switch
            {
                '\b' => ConsoleKey.Backspace,
                '\t' => ConsoleKey.Tab,
                '\n' or '\r' => ConsoleKey.Enter,
                _ => ConsoleKey.A + (key.KeyChar - 1),
            };

        var isLetter = key.Key is >= ConsoleKey.A and <= ConsoleKey.Z;
        return isLetter && !key.Modifiers.HasFlag(ConsoleModifiers.Control) ? ConsoleKey.None : key.Key;
    }

    private static void Recall(LineBuffer line, string? recalled)
    {
        if (recalled is not null)
            line.Replace(recalled);
    }

    private void Complete(LineBuffer line)
    {
        var completion = Completion.Of(line.Text[..line.Cursor], catalog());
        if (completion.Candidates is [])
            return;

        var typed = line.Cursor - completion.Start;
        if (completion.Candidates is [var only])
            line.ReplaceBack(completion.Start, only + ' ');
        else if (completion.CommonPrefix.Length > typed)
            line.ReplaceBack(completion.Start, completion.CommonPrefix);
        else
            terminal.Write($"\r\n{string.Join("  ", completion.Candidates)}\r\n");
    }

    // One row: a line that is longer than the terminal is wide is shown from further right.
    private void Draw(LineBuffer line)
    {
        var room = Math.Max(1, terminal.Width - _prompt.Length - 1);
        var from = Math.Max(0, line.Cursor - room);
        var visible = line.Text.Substring(from, Math.Min(room, line.Text.Length - from));
        var column = _prompt.Length + line.Cursor - from;
        terminal.Write($"\r{_prompt}{visible}{ClearToEnd}\r{(column > 0 ? $"\e[{column}C" : "")}");
    }
}
