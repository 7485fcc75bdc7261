using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ActorProxy.Node.Demo.Processes;

/// <summary>One process that the demo started: its log goes to a file, and it ends with the demo whatever happens.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly Task _logging;

    private ChildProcess(string name, Process process, string logPath)
    {
        Name = name;
        LogPath = logPath;
        _process = process;
        Exited = process.WaitForExitAsync();
        _logging = WriteLogAsync();
    }

    /// <summary>For display.</summary>
    public string Name { get; }

    /// <summary>Where its output goes.</summary>
    public string LogPath { get; }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited { get; }

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a process.</summary>
    /// <param name="name">For display.</param>
    /// <param name="start">What to start; must be this program, which knows <see cref="ParentWatch"/>.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="logPath">File for its standard output and error.</param>
    public static ChildProcess Start(string name, ProcessStartInfo start, string directory, string logPath)
    {
        start.WorkingDirectory = directory;
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        // Settings of the person's own nodes, in the environment or in a file where they stand, are not meant for these.
        foreach (var setting in start.Environment.Keys.Where(k => k.StartsWith("ACTORPROXY_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(setting);
        start.Environment[ParentWatch.EnvironmentVariable] = "1";
        return new ChildProcess(name, Process.Start(start)!, logPath);
    }

    /// <summary>Asks the process to end in order (SIGTERM) and kills it when it does not in time.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <returns>Whether it ended in time.</returns>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        var inTime = true;
        if (!Exited.IsCompleted)
        {
            RequestStop();
            inTime = await Task.WhenAny(Exited, Task.Delay(patience)).ConfigureAwait(false) == Exited;
            if (!inTime)
                _process.Kill();
        }

        await Exited.ConfigureAwait(false);
        await _logging.ConfigureAwait(false);
        return inTime;
    }

    /// <summary>Closes its standard input, which it takes for the end of this process (<see cref="ParentWatch"/>).</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>The last lines of its log.</summary>
    /// <param name="lines">At most so many.</param>
    public async Task<IReadOnlyList<string>> LogTailAsync(int lines)
    {
        if (Exited.IsCompleted)
            await _logging.ConfigureAwait(false);
        using var file = new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var tail = new Queue<string>(lines);
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (tail.Count == lines)
                tail.Dequeue();
            tail.Enqueue(line);
        }

        return [.. tail];
    }

    /// <summary>Kills the process if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
            _process.Kill();
        await Exited.ConfigureAwait(false);
        await _logging.ConfigureAwait(false);
        _process.Dispose();
    }

    private void RequestStop()
    {
        // Elsewhere there is no SIGTERM; the end of standard input ends the process (ParentWatch).
        if (OperatingSystem.IsWindows())
            CloseInput();
        else if (Signal(_process.Id, SigTerm) != 0 && !Exited.IsCompleted)
            _process.Kill();
    }

    private async Task WriteLogAsync()
    {
        var file = new FileStream(LogPath, FileMode.Create, FileAccess.Write, FileShare.Read);
        await using (file.ConfigureAwait(false))
        {
            using var turn = new SemaphoreSlim(1);
            await Task.WhenAll(
                CopyAsync(_process.StandardOutput.BaseStream, file, turn),
                CopyAsync(_process.StandardError.BaseStream, file, turn)).ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(Stream source, FileStream file, SemaphoreSlim turn)
    {
        var buffer = new byte[4096];
        int read;
        while ((read = await source.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            await turn.WaitAsync().ConfigureAwait(false);
            try
            {
                await file.WriteAsync(buffer.AsMemory(0, read)).ConfigureAwait(false);
                await file.FlushAsync().ConfigureAwait(false);
            }
            finally
            {
                turn.Release();
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
