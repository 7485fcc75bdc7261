using ActorProxy.Pbm.CommandLine;
using ActorProxy.Pbm.Output;
using ActorProxy.Pbm.Protocol;

namespace ActorProxy.Pbm.Sessions;

/// <summary>Carries out commands of a node and prints their answers; every way to end becomes an exit code.</summary>
/// <param name="client">The node.</param>
/// <param name="output">Where answers go.</param>
/// <param name="errors">Where errors go.</param>
/// <param name="style">What they can show.</param>
internal sealed class CommandSession(NodeClient client, TextWriter output, TextWriter errors, OutputStyle style)
{
    private static readonly string Who = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The node's address, for people.</summary>
    public string Node => client.Node.ToString();

    /// <summary>The node's commands, as downloaded last.</summary>
    public CommandCatalog Catalog { get; private set; } = CommandCatalog.Empty;

    /// <summary>Downloads the node's commands.</summary>
    /// <exception cref="NodeUnreachableException">There is no node at the address.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken) =>
        Catalog = new CommandCatalog(await client.GetPalettesAsync(cancellationToken));

    /// <summary>Carries out a command whose words are already split.</summary>
    public Task<int> RunAsync(string[] words, bool json, CancellationToken cancellationToken) => GuardAsync(Printer(words, json), async printer =>
    {
        if (Invocation.IsHelp(words, out var topic))
            return Help(topic);

        Catalog.Check(words);
        var request = new CommandRequest { Palette = words[0], Command = words[1], Arguments = [.. words.Skip(2)], Json = json, Who = Who };
        return await ExecuteAsync(request, printer, cancellationToken);
    });

    /// <summary>Carries out a line as typed. The node splits it into words; only the first two, which need no quotes, are looked at here.</summary>
    public Task<int> RunLineAsync(string line, bool json, CancellationToken cancellationToken) => GuardAsync(Printer(Words(line), json), async printer =>
    {
        var words = Words(line);
        if (Invocation.IsHelp(words, out var topic))
            return Help(topic);

        Catalog.Check(words);
        return await ExecuteAsync(new CommandRequest { Line = line, Json = json, Who = Who }, printer, cancellationToken);
    });

    /// <summary>Whether a line goes on answering until it is interrupted, so that it can be begun anew when the connection breaks.</summary>
    public static bool GoesOn(string line) => GoesOn(Words(line));

    private static bool GoesOn(string[] words) => words is [_, "tail", ..] || words.Any(word => word is "-watch" or "--watch");

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private AnswerPrinter Printer(string[] words, bool json)
    {
        var inPlace = style.IsTerminal && !json && !words.Contains("--json") && words is not [_, "tail", ..] && GoesOn(words);
        return new AnswerPrinter(output, errors, style, inPlace ? new WatchScreen(output, $"{client.Node}  {string.Join(' ', words)}") : null);
    }

    /// <summary>Prints help from the node's definitions.</summary>
    /// <exception cref="UsageException">There is no such palette or command.</exception>
    private int Help(string[] topic)
    {
        output.WriteLine(topic switch
        {
            [] => HelpText.Overview(Catalog),
            [var palette] => HelpText.Of(Catalog.Palette(palette)),
            [var palette, var command, ..] => HelpText.Of(Catalog.Palette(palette), Catalog.Command(palette, command)),
        });
        return ExitCode.Done;
    }

    private async Task<int> ExecuteAsync(CommandRequest request, AnswerPrinter printer, CancellationToken cancellationToken)
    {
        string? error = null;
        using var waiting = WaitingSign.Start(style, errors, $"waiting for {client.Node}");
        await foreach (var frame in client.ExecuteAsync(request, cancellationToken))
        {
            waiting?.Dispose();
            printer.Print(frame);
            error = frame.Error ?? error;
        }

        return error switch
        {
            null => ExitCode.Done,
            CommandErrors.Usage => ExitCode.Usage,
            CommandErrors.Stopping => ExitCode.CannotConnect,
            CommandErrors.Undecided => ExitCode.Undecided,
            _ => ExitCode.Failed,
        };
    }

    private static async Task<int> GuardAsync(AnswerPrinter printer, Func<AnswerPrinter, Task<int>> run)
    {
        try
        {
            return await run(printer);
        }
        catch (UsageException misused)
        {
            printer.Error(misused.Message);
            return ExitCode.Usage;
        }
        catch (NodeUnreachableException unreachable)
        {
            printer.Error(unreachable.Message);
            return ExitCode.CannotConnect;
        }
        catch (OperationCanceledException)
        {
            return printer.HasPrinted ? ExitCode.Done : ExitCode.Interrupted;
        }
    }
}
