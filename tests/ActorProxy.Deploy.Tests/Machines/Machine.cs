using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorProxy.Deploy.Tests.Packages;

namespace ActorProxy.Deploy.Tests.Machines;

/// <summary>A network namespace: a machine as far as addresses and ports are concerned. Needs root.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private const int NetworkNamespace = 0x40000000; // CLONE_NEWNET

    private readonly List<MachineProcess> _processes = [];

    /// <param name="name">Name of the namespace, at most 12 characters.</param>
    /// <param name="address">Its address, without which it has loopback only.</param>
    public Machine(string name, string? address = null) => (Name, Address) = (name, address);

    /// <summary>As <c>ip netns</c> lists it.</summary>
    public string Name { get; }

    /// <summary>Its IPv4 address.</summary>
    public string? Address { get; }

    /// <summary>Makes the namespace.</summary>
    /// <param name="switchName">The namespace with the bridge that it is connected to.</param>
    public async Task StartAsync(string? switchName = null)
    {
        await CommandRun.SucceedAsync("ip", "netns", "add", Name);
        await CommandRun.SucceedAsync("ip", "-n", Name, "link", "set", "lo", "up");
        if (switchName is null)
            return;

        await CommandRun.SucceedAsync("ip", "link", "add", "eth0", "netns", Name, "type", "veth", "peer", "name", Name, "netns", switchName);
        await CommandRun.SucceedAsync("ip", "-n", switchName, "link", "set", Name, "master", "switch", "up");
        await CommandRun.SucceedAsync("ip", "-n", Name, "addr", "add", $"{Address}/24", "dev", "eth0");
        await CommandRun.SucceedAsync("ip", "-n", Name, "link", "set", "eth0", "up");
    }

    /// <summary>Starts a shell command in a folder of the machine; its output is kept.</summary>
    public MachineProcess Start(string folder, string command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = new MachineProcess(Name, folder, command, environment ?? new Dictionary<string, string>());
        _processes.Add(process);
        return process;
    }

    /// <summary>Runs a shell command in a folder of the machine to its end.</summary>
    public Task<CommandRun> RunAsync(string folder, string command) =>
        CommandRun.RunAsync(TimeSpan.FromMinutes(1), "ip", "netns", "exec", Name, "sh", "-c", $"cd '{folder}' && {command}");

    /// <summary>A client that connects as a process on the machine does.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
        await CommandRun.SucceedAsync("ip", "netns", "delete", Name);
    }

    // The namespace is a thread's; the socket keeps the one that it was made in.
    private T Inside<T>(Func<T> make)
    {
        T? made = default;
        var error = 0;
        var thread = new Thread(() =>
        {
            using var file = File.OpenHandle($"/run/netns/{Name}");
            if (Enter(file.DangerousGetHandle(), NetworkNamespace) == 0)
                made = make();
            else
                error = Marshal.GetLastPInvokeError();
        });
        thread.Start();
        thread.Join();
        return error == 0 ? made! : throw new InvalidOperationException($"cannot enter namespace {Name}: error {error}");
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Enter(nint descriptor, int kind);
}
