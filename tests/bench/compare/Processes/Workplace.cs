using System.Net.NetworkInformation;

namespace ActorProxy.Bench.Compare.Processes;

/// <summary>A temporary directory, free ports, and every process that was started in it. Disposing ends them all and removes the directory.</summary>
internal sealed class Workplace(CancellationToken stop) : IAsyncDisposable
{
    // Below the range from which outgoing connections take their ports.
    private const int FirstPort = 12_000;
    private const int LastPort = 31_000;

    private readonly List<BenchProcess> _processes = [];
    private int _nextPort = Random.Shared.Next(FirstPort, LastPort - 1000);

    /// <summary>For configuration and logs.</summary>
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("actorproxy-bench-").FullName;

    /// <summary>Signalled when the benchmark is to end early.</summary>
    public CancellationToken Stop => stop;

    /// <summary>The processes that run, and their children.</summary>
    public IReadOnlyCollection<int> Pids => [.. _processes.SelectMany(p => p.WithChildren())];

    /// <summary>A port of 127.0.0.1 that nobody listens on.</summary>
    public int TakePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(e => e.Port).ToHashSet();
        while (taken.Contains(++_nextPort))
        {
        }

        return _nextPort;
    }

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Directory, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Starts a program.</summary>
    public BenchProcess Start(string name, string program, params IEnumerable<string> arguments)
    {
        stop.ThrowIfCancellationRequested();
        var process = BenchProcess.Start(name, Directory, program, arguments);
        _processes.Add(process);
        return process;
    }

    /// <summary>Ends one of them.</summary>
    public async Task EndAsync(BenchProcess process)
    {
        _processes.Remove(process);
        await process.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Select(p => p.DisposeAsync().AsTask())).ConfigureAwait(false);
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
