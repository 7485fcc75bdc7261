using System.Net;
using System.Net.Sockets;
using ActorProxy.Testing.Network;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Testing.Cluster;

/// <summary>One node of a <see cref="TestCluster"/>. It keeps its addresses and its state directory over restarts.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(40);

    private readonly IReadOnlyList<string> _commonArguments;
    private readonly List<string> _earlierOutput = [];
    private ProgramProcess? _process;

    /// <summary>Describes a node; nothing is started yet.</summary>
    /// <param name="name">For failure messages.</param>
    /// <param name="roles">As <c>--roles</c> takes them.</param>
    /// <param name="remotePort">Its cluster port.</param>
    /// <param name="state">Its state directory.</param>
    /// <param name="commonArguments">Arguments that all nodes share.</param>
    /// <param name="host">Where it runs; null for this machine's loopback.</param>
    public TestNode(string name, string roles, int remotePort, string state, IReadOnlyList<string> commonArguments, NetworkHost? host)
    {
        Host = host;
        Name = name;
        Roles = roles;
        RemotePort = remotePort;
        State = state;
        _commonArguments = commonArguments;
        Admin = new AdminClient(
            AdminUrl,
            new SocketsHttpHandler { UseProxy = false, ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, cancellation) });
    }

    /// <summary>For failure messages.</summary>
    public string Name { get; }

    /// <summary>Where it runs; null for this machine's loopback. Only the cluster's connections leave it.</summary>
    public NetworkHost? Host { get; }

    /// <summary>A command that its process is started by, such as <c>prlimit --nofile=300</c>.</summary>
    public IReadOnlyList<string> Wrapper { get; set; } = [];

    /// <summary>The program that it is started with.</summary>
    public string Program { get; set; } = BuiltPrograms.Node;

    /// <summary>Its state directory.</summary>
    public string State { get; }

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

    /// <summary>Whether an address of the cluster is its own, such as a member's or that of a node's counters.</summary>
    public bool IsAt(string address) => address.EndsWith($"@{AddressOf(Host)}:{RemotePort}", StringComparison.Ordinal);

    /// <summary>Copies for a shadow Mapping that this edge itself has counted as answered.</summary>
    public async Task<long> ReadOwnAnsweredAsync(string shadow) => (await Admin.ReadMetricsAsync()).Nodes
        .Where(n => IsAt(n.Address))
        .SelectMany(n => n.Shadows)
        .Where(s => s.Name == shadow)
        .Sum(s => s.Outcome("answered"));

    /// <summary>Its admin API.</summary>
    public AdminClient Admin { get; }

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Its process id.</summary>
    public int ProcessId => Process.Id;

    /// <summary>Its resident memory in bytes.</summary>
    public long ResidentBytes => Process.ResidentBytes;

    /// <summary>Threads that it has.</summary>
    public int Threads => Process.Threads;

    /// <summary>Files and sockets that it has open.</summary>
    public int OpenFiles => Process.OpenFiles;

    /// <summary>What its processes wrote.</summary>
    public string Output => string.Join('\n', [.. _earlierOutput, _process?.Output ?? string.Empty]);

    private ProgramProcess Process => _process ?? throw new InvalidOperationException($"{Name} was not started");

    /// <summary>Starts it (again).</summary>
    public void Start()
    {
        if (_process is { } earlier)
            _earlierOutput.Add(earlier.Output);
        _process = ProgramProcess.Start(Name, Program,
        [
            "run", "--roles", Roles, "--remote", $"{AddressOf(Host)}:{RemotePort}", "--admin", AdminUrl, "--listen", EdgeUrl, "--state", State,
            .. _commonArguments,
        ], wrapper: Host is null ? Wrapper : ["ip", "netns", "exec", Host.Namespace, .. Wrapper]);
    }

    /// <summary>The address that other nodes know a host by.</summary>
    public static string AddressOf(NetworkHost? host) => host is null ? "127.0.0.1" : host.Address.ToString();

    /// <summary>Connects as a client on its machine does.</summary>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint address, CancellationToken cancellation)
    {
        var socket = Host?.CreateSocket() ?? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
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
