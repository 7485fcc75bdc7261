using System.Collections;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Node.Running;

/// <summary>
/// Tells systemd how the node is doing (sd_notify(3)): ready, stopping, and, where the unit has <c>WatchdogSec=</c>, that it is alive. Does
/// nothing where the process was not started by systemd with <c>Type=notify</c>.
/// </summary>
internal sealed class SystemdNotifier
{
    private readonly UnixDomainSocketEndPoint? _socket;
    private readonly TimeSpan? _watchdog;
    private readonly ILogger _log;

    /// <summary>Reads <c>NOTIFY_SOCKET</c>, <c>WATCHDOG_USEC</c> and <c>WATCHDOG_PID</c>.</summary>
    /// <param name="environment">The process's environment.</param>
    /// <param name="log">Where failures are told.</param>
    public SystemdNotifier(IDictionary environment, ILogger log)
    {
        _log = log;
        if (environment["NOTIFY_SOCKET"] is not string { Length: > 1 } path || path[0] is not ('/' or '@'))
            return;

        // An @ stands for the zero byte that names of the abstract namespace begin with.
        _socket = new UnixDomainSocketEndPoint(path[0] == '@' ? $"\0{path[1..]}" : path);
        var isForUs = environment["WATCHDOG_PID"] is not string pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (isForUs && long.TryParse(environment["WATCHDOG_USEC"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0)
            _watchdog = TimeSpan.FromMicroseconds(limit);
    }

    /// <summary>The node serves.</summary>
    public void Ready(string status) => Send($"READY=1\nSTATUS={status}");

    /// <summary>The node drains.</summary>
    public void Stopping() => Send("STOPPING=1\nSTATUS=Draining");

    /// <summary>Tells twice in the watchdog's time that the process lives, as long as its threads get to run, until cancelled.</summary>
    public async Task RunAsync(TimeProvider time, CancellationToken cancellation)
    {
        if (_watchdog is not { } limit)
            return;

        using var timer = new PeriodicTimer(limit / 2, time);
        try
        {
            do
                Send("WATCHDOG=1");
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private void Send(string message)
    {
        if (_socket is null)
            return;

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(message), _socket);
        }
        catch (SocketException e)
        {
            _log.LogWarning("systemd cannot be told {Message}: {Reason}", message.Split('\n')[0], e.Message);
        }
    }
}
