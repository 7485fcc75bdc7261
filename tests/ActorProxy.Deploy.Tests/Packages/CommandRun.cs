using System.Diagnostics;

namespace ActorProxy.Deploy.Tests.Packages;

/// <summary>A command that ran to its end.</summary>
internal sealed record CommandRun(int ExitCode, string Output)
{
    /// <summary>Runs a command; it is killed when the time is over.</summary>
    public static async Task<CommandRun> RunAsync(TimeSpan limit, string command, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var time = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(time.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} {string.Join(' ', arguments)} took longer than {limit}: {await output}{await error}");
        }

        return new CommandRun(process.ExitCode, await output + await error);
    }

    /// <summary>Runs a command that must succeed, and returns what it printed.</summary>
    public static async Task<string> SucceedAsync(string command, params IEnumerable<string> arguments)
    {
        var run = await RunAsync(TimeSpan.FromMinutes(1), command, arguments);
        Assert.True(run.ExitCode == 0, $"{command} {string.Join(' ', arguments)} ended with {run.ExitCode}: {run.Output}");
        return run.Output;
    }
}
