using ActorProxy.Pbm.Protocol;
using ActorProxy.Pbm.Sessions;

namespace ActorProxy.Pbm.Shell;

/// <summary>
/// The interactive mode: one line after the other, until <c>exit</c>. A node that is away is waited for before a line is run; a line during which
/// the connection breaks is not run a second time, unless it only looks on.
/// </summary>
/// <param name="session">The node.</param>
/// <param name="readLine">Reads a line after showing a prompt; null at the end of input.</param>
/// <param name="errors">Where it is said that the node is away, and back.</param>
/// <param name="interrupts">Ctrl-C.</param>
internal sealed class InteractiveShell(CommandSession session, Func<string, string?> readLine, TextWriter errors, Interrupts interrupts)
{
    private const string Prompt = "pbm> ";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the operator leaves; failed commands do not end it.</summary>
    public async Task<int> RunAsync(bool json)
    {
        while (readLine(Prompt) is { } line)
        {
            var command = line.Trim();
            if (command is "exit" or "quit")
                break;

            if (command.Length > 0)
                await interrupts.RunAsync(cancellationToken => RunAsync(command, json, cancellationToken));
        }

        return ExitCode.Done;
    }

    private async Task<int> RunAsync(string command, bool json, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Each time: the node may have been replaced, or have learnt new shadows, since the last command.
            if (!await ReachAsync(cancellationToken))
                return ExitCode.Interrupted;

            var code = await session.RunLineAsync(command, json, cancellationToken);
            if (code != ExitCode.CannotConnect || !CommandSession.GoesOn(command))
                return code;
        }
    }

    /// <returns>False when the operator gave up.</returns>
    private async Task<bool> ReachAsync(CancellationToken cancellationToken)
    {
        var told = false;
        try
        {
            while (await FailureAsync(cancellationToken) is { } failure)
            {
                if (!told)
                    await errors.WriteLineAsync($"pbm: {failure}\npbm: trying again every second, Ctrl-C gives up");
                told = true;
                await Task.Delay(RetryInterval, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        if (told)
            await errors.WriteLineAsync($"pbm: connected to {session.Node} again");
        return true;
    }

    private async Task<string?> FailureAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            await session.ConnectAsync(limit.Token);
            return null;
        }
        catch (NodeUnreachableException unreachable)
        {
            return unreachable.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{session.Node} does not answer";
        }
    }
}
