using Spectre.Console;

namespace ActorProxy.Node.Demo.View;

/// <summary>Where the demo shows what happens.</summary>
internal abstract class DemoScreen(IAnsiConsole console)
{
    /// <summary>The console below.</summary>
    protected IAnsiConsole Console { get; } = console;

    /// <summary>Tables that redraw themselves on a terminal, plain lines everywhere else.</summary>
    public static DemoScreen For(IAnsiConsole console, bool isTerminal)
    {
        if (isTerminal)
            return new TerminalScreen(console);

        // Nobody resizes a log file: a line stays a line.
        console.Profile.Width = 200;
        return new LineScreen(console);
    }

    /// <summary>Writes a line that stays.</summary>
    public void Say(string line = "") => Console.WriteLine(line);

    /// <summary>Writes lines that stay, unbroken however long they are: commands and paths can be copied. Not during <see cref="WaitAsync"/>.</summary>
    public void SayVerbatim(string text) => Console.Profile.Out.Writer.WriteLine(text);

    /// <summary>Writes an error that stays.</summary>
    public void SayError(string text)
    {
        Console.Write(new Text("error: ", new Style(Color.Red)));
        SayVerbatim(text);
    }

    /// <summary>Shows the final accounting.</summary>
    public void Show(FinalAccounting accounting) => Console.Write(DemoTables.Accounting(accounting));

    /// <summary>Does some work while showing what it is waiting for.</summary>
    /// <param name="work">Reports, as often as it likes, what it is waiting for.</param>
    public abstract Task WaitAsync(Func<Action<string>, Task> work);

    /// <summary>Shows snapshots until cancelled.</summary>
    /// <param name="read">Reads a snapshot.</param>
    /// <param name="layout">The demo's processes.</param>
    /// <param name="cancellation">Ends the view; that is its normal end.</param>
    public abstract Task WatchAsync(Func<CancellationToken, Task<DemoSnapshot>> read, DemoLayout layout, CancellationToken cancellation);
}
