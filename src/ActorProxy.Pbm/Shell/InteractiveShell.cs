using ActorProxy.Pbm.Protocol;
using ActorProxy.Pbm.Sessions;

namespace ActorProxy.Pbm.Shell;

/// <summary>The interactive mode: one line after the other, until <c>exit</c>.</summary>
/// <param name="session">The node.</param>
/// <param name="readLine">Reads a line after showing a prompt; null at the end of input.</param>
/// <param name="interrupts">Ctrl-C.</param>
internal sealed class InteractiveShell(CommandSession session, Func<string, string?> readLine, Interrupts interrupts)
{
    private const string Prompt = "pbm> ";

    private static readonly TimeSpan RefreshTimeout = TimeSpan.FromSeconds(2);

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
        await RefreshAsync(cancellationToken);
        return await session.RunLineAsync(command, json, cancellationToken);
    }

    // The node may have been replaced, or have learnt new shadows, since the last command.
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RefreshTimeout);
        try
        {
            await session.ConnectAsync(limit.Token);
        }
        catch (Exception failure) when (failure is NodeUnreachableException or OperationCanceledException)
        {
            // The command itself will say so; until then the definitions downloaded last serve.
        }
    }
}
