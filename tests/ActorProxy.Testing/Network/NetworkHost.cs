using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace ActorProxy.Testing.Network;

/// <summary>
/// A network namespace with a loopback of its own and one interface to a <see cref="VirtualNetwork"/>. Processes run in it, and this process
/// reaches their loopback listeners as a neighbour on the same machine would, whatever happens to the network.
/// </summary>
internal sealed partial class NetworkHost : IDisposable
{
    private const int NetworkNamespace = 0x40000000; // CLONE_NEWNET

    private const string Namespaces = "/run/netns";

    private readonly TunDevice _device;

    private NetworkHost(string name, IPAddress address)
    {
        (Namespace, Address) = (name, address);
        IpCommand.Run("netns", "add", name);
        try
        {
            _device = TunDevice.Create(name);
            IpCommand.Run("link", "set", name, "netns", name);
            IpCommand.Run("-n", name, "addr", "add", $"{address}/24", "dev", name);
            IpCommand.Run("-n", name, "link", "set", name, "up");
            IpCommand.Run("-n", name, "link", "set", "lo", "up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>As <c>ip netns</c> lists it.</summary>
    public string Namespace { get; }

    /// <summary>Where other hosts reach it.</summary>
    public IPAddress Address { get; }

    /// <summary>Its interface.</summary>
    public TunDevice Device => _device;

    /// <summary>Makes the namespace. Its name tells of the process that made it, so that no two test runs on a machine meet.</summary>
    /// <param name="number">One of its own among the hosts of this process.</param>
    /// <param name="address">IPv4 address in a /24 network.</param>
    public static NetworkHost Create(int number, IPAddress address) => new($"ap{Environment.ProcessId}n{number}", address);

    /// <summary>Removes what test runs that were killed have left; their devices and processes have ended with them.</summary>
    public static void RemoveAbandoned()
    {
        if (!Directory.Exists(Namespaces))
            return;
        foreach (var name in Directory.EnumerateFiles(Namespaces).Select(Path.GetFileName).OfType<string>())
        {
            if (NameOfHost().Match(name) is { Success: true } match && !Directory.Exists($"/proc/{match.Groups[1].Value}"))
                IpCommand.TryRun("netns", "delete", name);
        }
    }

    /// <summary>A TCP socket of this host.</summary>
    public Socket CreateSocket() => Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });

    /// <summary>A UDP socket of this host.</summary>
    public Socket CreateDatagramSocket() => Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));

    /// <inheritdoc/>
    public void Dispose()
    {
        _device?.Dispose();
        IpCommand.Run("netns", "delete", Namespace);
    }

    // The namespace is a thread's; the socket keeps the one that it was made in.
    private T Inside<T>(Func<T> make)
    {
        T? made = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle($"{Namespaces}/{Namespace}");
                if (Enter(file.DangerousGetHandle(), NetworkNamespace) != 0)
                    throw new InvalidOperationException($"cannot enter namespace {Namespace}: error {Marshal.GetLastPInvokeError()}");
                made = make();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? made! : throw new InvalidOperationException(failure.Message, failure);
    }

    [GeneratedRegex("^ap([0-9]+)n[0-9]+$")]
    private static partial Regex NameOfHost();

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Enter(nint descriptor, int kind);
}
