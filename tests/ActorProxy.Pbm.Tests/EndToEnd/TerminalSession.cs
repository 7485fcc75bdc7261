using System.Diagnostics;
using System.Text;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Pbm.Tests.EndToEnd;

/// <summary>The built client in a real terminal: a pseudo-terminal that <c>script</c> (util-linux, part of every Linux) opens.</summary>
internal sealed class TerminalSession : IAsyncDisposable
{
    private const string Script = "/usr/bin/script";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private readonly Task _reading;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TerminalSession(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public static TerminalSession Start(string host, string historyFile, params (string Name, string Value)[] environment)
    {
        Assert.True(File.Exists(Script), $"this test needs {Script} (Debian: bsdutils, others: util-linux)");
        var start = new ProcessStartInfo(Script, ["-qfec", $"stty cols 100 rows 30; exec dotnet {typeof(ExitCode).Assembly.Location} {host}", "/dev/null"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment["PBM_HISTORY"] = historyFile;
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        Signals.HeedInterrupts();
        return new TerminalSession(Process.Start(start)!);
    }

    /// <summary>Everything that was written to the terminal, as it came.</summary>
    public string Screen
    {
        get
        {
            lock (_screen)
                return _screen.ToString();
        }
    }

    /// <summary>Presses keys.</summary>
    /// <returns>Where the screen was before, for <see cref="SeesAsync"/>.</returns>
    public async Task<int> TypeAsync(string keys)
    {
        var before = Screen.Length;
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
        return before;
    }

    /// <summary>Waits until a text appears.</summary>
    /// <param name="text">The text.</param>
    /// <param name="after">Where on the screen to begin.</param>
    public async Task SeesAsync(string text, int after = 0)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var more = _more.Task;
            if (Screen.IndexOf(text, after, StringComparison.Ordinal) >= 0)
                return;

            try
            {
                await more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"'{text}' did not appear. The screen:\n{Screen[after..]}");
            }
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        int read;
        while ((read = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_screen)
                _screen.Append(buffer, 0, read);
            Interlocked.Exchange(ref _more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }
}
