using System.Reflection;
using ActorProxy.Pbm.CommandLine;
using ActorProxy.Pbm.Completions;
using ActorProxy.Pbm.Output;
using ActorProxy.Pbm.Protocol;
using ActorProxy.Pbm.Sessions;
using ActorProxy.Pbm.Shell;

namespace ActorProxy.Pbm;

/// <summary>One run of pbm.</summary>
/// <param name="output">Standard output.</param>
/// <param name="errors">Standard error.</param>
internal sealed class PbmApplication(TextWriter output, TextWriter errors)
{
    private readonly OutputStyle _style = OutputStyle.OfConsole();

    private static string Version => Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0";

    private static string? HostVariable => Environment.GetEnvironmentVariable(Invocation.HostVariable);

    /// <summary>Runs.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            var invocation = Invocation.Parse(arguments, HostVariable);
            return invocation.Words switch
            {
                ["--version"] => await SayAsync($"pbm {Version}"),
                ["completion", .. var shell] => await SayAsync(ShellScripts.For(shell)),
                ["complete", var line] => await CompleteAsync(line),
                _ => await RunAsync(invocation),
            };
        }
        catch (UsageException misused)
        {
            return Fail(misused, ExitCode.Usage);
        }
        catch (NodeUnreachableException unreachable)
        {
            return Fail(unreachable, ExitCode.CannotConnect);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var credentials = Credentials.Read(invocation.Connection, Environment.GetEnvironmentVariable(ConnectionOptions.TokenVariable));
        using var client = new NodeClient(invocation.Node, credentials);
        using var interrupts = new Interrupts();
        var session = new CommandSession(client, output, errors, _style);
        if (invocation.IsHelp(out var topic) && topic.Length == 0)
            return await interrupts.RunAsync(cancellationToken => HelpAsync(session, cancellationToken));

        var connected = await interrupts.RunAsync(async cancellationToken =>
        {
            await session.ConnectAsync(cancellationToken);
            return ExitCode.Done;
        });
        if (connected != ExitCode.Done)
            return connected;

        if (invocation.Words.Length > 0)
            return await interrupts.RunAsync(cancellationToken => session.RunAsync(invocation.Words, invocation.Json, cancellationToken));

        if (invocation.File is { } file and not "-")
            return await RunFileAsync(session, file, invocation.Json, interrupts);

        if (invocation.File is not null || Console.IsInputRedirected)
            return await new BatchShell(session, Console.In, errors, interrupts).RunAsync(invocation.Json);

        await output.WriteLineAsync($"Connected to {invocation.Node}{(session.Catalog.Node is { } node ? $" ({node})" : "")}. 'help' lists the commands, 'exit' leaves.");
        return await new InteractiveShell(session, LineReader(session), errors, interrupts).RunAsync(invocation.Json);
    }

    private async Task<int> SayAsync(string text)
    {
        await output.WriteLineAsync(text);
        return ExitCode.Done;
    }

    private async Task<int> CompleteAsync(string line)
    {
        foreach (var candidate in await ShellCompletion.FindAsync(line, HostVariable))
            await output.WriteLineAsync(candidate);
        return ExitCode.Done;
    }

    private async Task<int> RunFileAsync(CommandSession session, string file, bool json, Interrupts interrupts)
    {
        StreamReader lines;
        try
        {
            lines = new StreamReader(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read the commands: {failure.Message}");
        }

        using (lines)
            return await new BatchShell(session, lines, errors, interrupts).RunAsync(json);
    }

    // Help is about pbm first: it must not fail because no node runs.
    private async Task<int> HelpAsync(CommandSession session, CancellationToken cancellationToken)
    {
        CommandCatalog? catalog = null;
        try
        {
            await session.ConnectAsync(cancellationToken);
            catalog = session.Catalog;
        }
        catch (NodeUnreachableException)
        {
            // The text says that no node was reached.
        }

        await output.WriteLineAsync(HelpText.Overview(catalog));
        return ExitCode.Done;
    }

    private Func<string, string?> LineReader(CommandSession session)
    {
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb")
            return PlainLine;

        var editor = new LineEditor(new SystemTerminal(), () => session.Catalog, new LineHistory(LineHistory.DefaultFile()));
        return editor.ReadLine;
    }

    private string? PlainLine(string prompt)
    {
        output.Write(prompt);
        output.Flush();
        return Console.ReadLine();
    }

    private int Fail(Exception failure, int code)
    {
        errors.WriteLine($"pbm: {failure.Message}");
        return code;
    }
}
