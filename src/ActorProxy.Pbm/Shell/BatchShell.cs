using ActorProxy.Pbm.Sessions;

namespace ActorProxy.Pbm.Shell;

/// <summary>Commands from standard input, one per line; stops at the first that fails, so that nothing is built on it.</summary>
/// <param name="session">The node.</param>
/// <param name="input">Where the lines come from.</param>
/// <param name="errors">Where it is said which line failed.</param>
/// <param name="interrupts">Ctrl-C.</param>
internal sealed class BatchShell(CommandSession session, TextReader input, TextWriter errors, Interrupts interrupts)
{
    /// <summary>Runs all lines.</summary>
    /// <returns>The exit code of the last command that ran.</returns>
    public async Task<int> RunAsync(bool json)
    {
        var number = 0;
        while (await input.ReadLineAsync() is { } line)
        {
            number++;
            var command = line.Trim();
            if (command is "" or ['#', ..])
                continue;
            if (command is "exit" or "quit")
                break;

            var code = await interrupts.RunAsync(cancellationToken => session.RunLineAsync(command, json, cancellationToken));
            if (code != ExitCode.Done)
            {
                await errors.WriteLineAsync($"pbm: stopped at line {number}: {command}");
                return code;
            }
        }

        return ExitCode.Done;
    }
}
