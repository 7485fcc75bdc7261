using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ActorProxy.Testing.Processes;

/// <summary>One process of a program under test. It ends with the tests, even if they are killed.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private const string WithParentWatch = "exec 3<&0; (cat <&3; kill $$) >/dev/null 2>&1 & exec \"$@\" </dev/null 3<&-";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Task _reading;

    private ProgramProcess(string name, Process process)
    {
        Name = name;
        _process = process;
        _reading = Task.WhenAll(CollectAsync(process.StandardOutput), CollectAsync(process.StandardError));
    }

    /// <summary>For failure messages.</summary>
    public string Name { get; }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Everything that it wrote so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Its resident memory in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Threads that it has.</summary>
    public int Threads => Directory.EnumerateDirectories($"/proc/{Id}/task").Count();

    /// <summary>Files and sockets that it has open.</summary>
    public int OpenFiles => Directory.EnumerateFileSystemEntries($"/proc/{Id}/fd").Count();

    /// <summary>Starts <c>dotnet ASSEMBLY ARGUMENTS</c>.</summary>
    /// <param name="name">For failure messages.</param>
    /// <param name="assembly">Path of the program.</param>
    /// <param name="arguments">What it is started with.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="wrapper">A command that starts another in its own place, such as <c>prlimit --nofile=300</c>.</param>
    public static ProgramProcess Start(
        string name,
        string assembly,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyList<string>? wrapper = null)
    {
        string[] command = [.. wrapper ?? [], "dotnet", assembly, .. arguments];
        return Start(name, new ProcessStartInfo(command[0], command[1..]), environment ?? new Dictionary<string, string>());
    }

    /// <summary>Starts a program that knows nothing of tests: a shell beside it ends it when its standard input ends, that is, with this process.</summary>
    public static ProgramProcess StartNative(string name, string program, IEnumerable<string> arguments) =>
        Start(name, new ProcessStartInfo("/bin/sh", ["-c", WithParentWatch, "sh", program, .. arguments]), new Dictionary<string, string>());

    private static ProgramProcess Start(string name, ProcessStartInfo start, IReadOnlyDictionary<string, string> environment)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = Path.GetTempPath();

        // Settings of the person who runs the tests are not the tests'.
        foreach (var setting in start.Environment.Keys.Where(k => k.StartsWith("ACTORPROXY_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(setting);

        // The node ends when its standard input does, that is, with this process.
        start.Environment["ACTORPROXY_PARENT_WATCH"] = "1";

        // How busy the machine under the tests is must not decide what is copied; what is about that sets it by itself.
        foreach (var trip in (string[])["CPU", "LAG", "MEMORY"])
            start.Environment[$"ACTORPROXY_TRIP_{trip}"] = "0";

        // Programs live for seconds here: what the compiler would learn of them costs more than it brings.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        Signals.HeedInterrupts();
        return new ProgramProcess(name, Process.Start(start)!);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync(TimeSpan deadline)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} still runs after {deadline.TotalSeconds} s. Its output:\n{Output}");
        }

        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Asks it to end in order.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> TerminateAsync(TimeSpan deadline)
    {
        Signals.Send(Id, Signals.Terminate);
        return ExitAsync(deadline);
    }

    /// <summary>Ends it without warning.</summary>
    public async Task KillAsync()
    {
        if (!HasExited)
            Signals.Send(Id, Signals.Kill);
        await ExitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt() => Signals.Send(Id, Signals.Interrupt);

    /// <summary>Lets it stand still: it neither works nor answers, but its connections stay open.</summary>
    public void Pause() => Signals.Send(Id, Signals.Stop);

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signals.Send(Id, Signals.Continue);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task CollectAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            _output.Enqueue(line);
    }
}
