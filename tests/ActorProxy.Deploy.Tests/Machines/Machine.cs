using System.Net.Sockets;
using ActorProxy.Deploy.Tests.Packages;
using ActorProxy.Testing.Network;

namespace ActorProxy.Deploy.Tests.Machines;

/// <summary>A host as somebody with a shell on it uses it.</summary>
/// <param name="host">The host; stays when the machine is disposed of.</param>
internal sealed class Machine(NetworkHost host) : IAsyncDisposable
{
    private readonly List<MachineProcess> _processes = [];

    /// <summary>Its IPv4 address.</summary>
    public string Address => host.Address.ToString();

    /// <summary>Starts a shell command in a folder of the machine; its output is kept.</summary>
    public MachineProcess Start(string folder, string command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = new MachineProcess(host.Namespace, folder, command, environment ?? new Dictionary<string, string>());
        _processes.Add(process);
        return process;
    }

    /// <summary>Runs a shell command in a folder of the machine to its end.</summary>
    public Task<CommandRun> RunAsync(string folder, string command) =>
        CommandRun.RunAsync(TimeSpan.FromMinutes(1), "ip", "netns", "exec", host.Namespace, "sh", "-c", $"cd '{folder}' && {command}");

    /// <summary>A client that connects as a process on the machine does.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = host.CreateSocket();
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    /// <summary>Ends its processes.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
    }
}
