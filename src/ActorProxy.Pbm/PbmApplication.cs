using System.Reflection;
using ActorProxy.Pbm.CommandLine;
using ActorProxy.Pbm.Protocol;
using ActorProxy.Pbm.Sessions;
using ActorProxy.Pbm.Shell;

namespace ActorProxy.Pbm;

/// <summary>One run of pbm.</summary>
/// <param name="output">Standard output.</param>
/// <param name="errors">Standard error.</param>
internal sealed class PbmApplication(TextWriter output, TextWriter errors)
{
    private static string Version => Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Runs.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            var invocation = Invocation.Parse(arguments, Environment.GetEnvironmentVariable(Invocation.HostVariable));
            if (!invocation.IsVersion)
                return await RunAsync(invocation);

            await output.WriteLineAsync($"pbm {Version}");
            return ExitCode.Done;
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
        var session = new CommandSession(client, output, errors);
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

        if (Console.IsInputRedirected)
            return await new BatchShell(session, Console.In, errors, interrupts).RunAsync(invocation.Json);

        await output.WriteLineAsync($"Connected to {invocation.Node}{(session.Catalog.Node is { } node ? $" ({node})" : "")}. 'help' lists the commands, 'exit' leaves.");
        return await new InteractiveShell(session, LineReader(session), interrupts).RunAsync(invocation.Json);
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

        var editor = new LineEditor(new SystemTerminal(), () => session.Catalog);
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
