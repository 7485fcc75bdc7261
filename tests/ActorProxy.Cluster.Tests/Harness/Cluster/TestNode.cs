using ActorProxy.Cluster.Tests.Harness.Processes;

namespace ActorProxy.Cluster.Tests.Harness.Cluster;

/// <summary>One node of a <see cref="TestCluster"/>. It keeps its addresses and its state directory over restarts.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(40);

    private readonly IReadOnlyList<string> _commonArguments;
    private readonly string _state;
    private readonly List<string> _earlierOutput = [];
    private ProgramProcess? _process;

    /// <summary>Describes a node; nothing is started yet.</summary>
    /// <param name="name">For failure messages.</param>
    /// <param name="roles">As <c>--roles</c> takes them.</param>
    /// <param name="remotePort">Its cluster port.</param>
    /// <param name="state">Its state directory.</param>
    /// <param name="commonArguments">Arguments that all nodes share.</param>
    public TestNode(string name, string roles, int remotePort, string state, IReadOnlyList<string> commonArguments)
    {
        Name = name;
        Roles = roles;
        RemotePort = remotePort;
        _state = state;
        _commonArguments = commonArguments;
        Admin = new AdminClient(AdminUrl);
    }

    /// <summary>For failure messages.</summary>
    public string Name { get; }

    /// <summary>As given to <c>--roles</c>.</summary>
    public string Roles { get; }

    /// <summary>Port of its HTTP side.</summary>
    public int EdgePort { get; } = FreePorts.Take();

    /// <summary>Base address of its HTTP side.</summary>
    public string EdgeUrl => $"http://127.0.0.1:{EdgePort}";

    /// <summary>Port of its admin API.</summary>
    public int AdminPort { get; } = FreePorts.Take();

    /// <summary>Base address of its admin API.</summary>
    public string AdminUrl => $"http://127.0.0.1:{AdminPort}";

    /// <summary>Its cluster port.</summary>
    public int RemotePort { get; }

    /// <summary>Its admin API.</summary>
    public AdminClient Admin { get; }

    /// <summary>Its state directory.</summary>
    public string State => _state;

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Its resident memory in bytes.</summary>
    public long ResidentBytes => Process.ResidentBytes;

    /// <summary>What its processes wrote.</summary>
    public string Output => string.Join('\n', [.. _earlierOutput, _process?.Output ?? string.Empty]);

    private ProgramProcess Process => _process ?? throw new InvalidOperationException($"{Name} was not started");

    /// <summary>Starts it (again).</summary>
    public void Start()
    {
        if (_process is { } earlier)
            _earlierOutput.Add(earlier.Output);
        _process = ProgramProcess.Start(Name, BuiltPrograms.Node,
        [
            "run", "--roles", Roles, "--remote", $"127.0.0.1:{RemotePort}", "--admin", AdminUrl, "--listen", EdgeUrl, "--state", _state,
            .. _commonArguments,
        ]);
    }

    /// <summary>Waits until it is ready.</summary>
    public Task ReadyAsync() => Eventually.Async(
        () => IsRunning ? Admin.ReadReadinessAsync() : throw new InvalidOperationException($"{Name} ended. Its output:\n{Output}"),
        readiness => readiness.StartsWith("200", StringComparison.Ordinal),
        ReadyLimit,
        $"{Name} becomes ready");

    /// <summary>Waits until, in this node's view, every request that was offered to a shadow has an outcome.</summary>
    /// <param name="shadow">The shadow Mapping.</param>
    /// <param name="offered">How many requests must have been offered by then.</param>
    public async Task<ShadowAnswer> SettledAsync(string shadow, long offered)
    {
        var metrics = await Eventually.Async(
            Admin.ReadMetricsAsync,
            m => m.Shadow(shadow) is var s && s.Offered >= offered && s.Sum == s.Offered,
            SettleLimit,
            $"{Name} has all {offered} requests offered to {shadow} accounted for");
        return metrics.Shadow(shadow);
    }

    /// <summary>Asks it to end in order (SIGTERM) and waits for that.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync() => Process.TerminateAsync(ExitLimit);

    /// <summary>Ends it without warning (SIGKILL).</summary>
    public Task KillAsync() => Process.KillAsync();

    /// <summary>Lets it stand still (SIGSTOP).</summary>
    public void Pause() => Process.Pause();

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Resume() => Process.Resume();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        Admin.Dispose();
    }
}
