using System.Diagnostics;

namespace ActorProxy.Bench.Compare.Processes;

/// <summary>A program that runs for the time of the benchmark; what it prints goes to a file.</summary>
internal sealed class BenchProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly TextWriter _log;

    private BenchProcess(Process process, TextWriter log, string logFile) => (_process, _log, LogFile) = (process, log, logFile);

    /// <summary>Its process id.</summary>
    public int Pid => _process.Id;

    /// <summary>What it has printed.</summary>
    public string LogFile { get; }

    /// <summary>Starts a program.</summary>
    public static BenchProcess Start(string name, string directory, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = directory,
        };
        var logFile = Path.Combine(directory, name + ".log");
        var log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new BenchProcess(process, log, logFile);
    }

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="BenchException">The program has ended, or the condition did not hold in time.</exception>
    public async Task WaitUntilAsync(Func<Task<bool>> condition, TimeSpan limit, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition().ConfigureAwait(false))
        {
            if (_process.HasExited) throw new BenchException($"{_process.StartInfo.FileName} has ended: {await TailAsync().ConfigureAwait(false)}");
            if (Stopwatch.GetElapsedTime(started) > limit)
                throw new BenchException($"{_process.StartInfo.FileName} is not ready after {limit.TotalSeconds} s: {await TailAsync().ConfigureAwait(false)}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop).ConfigureAwait(false);
        }
    }

    /// <summary>The processes that it has started itself (nginx's workers), and it; none once it has ended.</summary>
    public IReadOnlyList<int> WithChildren()
    {
        if (_process.HasExited) return [];
        var children = File.ReadAllText($"/proc/{Pid}/task/{Pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [Pid, .. children.Select(int.Parse)];
    }

    /// <summary>Asks it to stop; kills it and its children when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signals.Terminate(Pid);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        await _log.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<string> TailAsync() => string.Join(" | ", (await File.ReadAllLinesAsync(LogFile).ConfigureAwait(false)).TakeLast(5));
}
