using System.Collections.Concurrent;
using System.Diagnostics;
using ActorProxy.Deploy.Tests.Packages;

namespace ActorProxy.Deploy.Tests.Machines;

/// <summary>A process that runs on a machine until it is stopped.</summary>
internal sealed class MachineProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    /// <param name="machine">The namespace.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="command">A command for the shell, which it takes the place of.</param>
    /// <param name="environment">All of its environment.</param>
    public MachineProcess(string machine, string folder, string command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("ip", ["netns", "exec", machine, "sh", "-c", $"cd '{folder}' && exec {command}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it printed.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Its number; <c>ip</c> and the shell have made place for the command itself.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Asks it to end and waits for that.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await CommandRun.SucceedAsync("kill", "-TERM", $"{Id}");
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
