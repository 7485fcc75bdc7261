using System.Collections;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ActorProxy.Node.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Node.Tests.Running;

public sealed class SystemdNotifierTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"notify-{Guid.NewGuid():N}");
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    [Fact]
    public async Task Ready_and_stopping_arrive_at_the_socket()
    {
        _socket.Bind(new UnixDomainSocketEndPoint(_path));
        var notifier = new SystemdNotifier(new Hashtable { ["NOTIFY_SOCKET"] = _path }, NullLogger.Instance);
        notifier.Ready("2 groups");
        Assert.Equal("READY=1\nSTATUS=2 groups", await ReceiveAsync());
        notifier.Stopping();
        Assert.Equal("STOPPING=1\nSTATUS=Draining", await ReceiveAsync());
    }

    [Fact]
    public async Task A_socket_of_the_abstract_namespace_is_reached()
    {
        var name = Path.GetFileName(_path);
        _socket.Bind(new UnixDomainSocketEndPoint($"\0{name}"));
        new SystemdNotifier(new Hashtable { ["NOTIFY_SOCKET"] = $"@{name}" }, NullLogger.Instance).Ready("");
        Assert.StartsWith("READY=1", await ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_watchdog_is_told_again_and_again()
    {
        _socket.Bind(new UnixDomainSocketEndPoint(_path));
        using var stop = new CancellationTokenSource();
        var notifier = new SystemdNotifier(Watched(Environment.ProcessId), NullLogger.Instance);
        var running = notifier.RunAsync(TimeProvider.System, stop.Token);
        for (var i = 0; i < 3; i++)
            Assert.Equal("WATCHDOG=1", await ReceiveAsync());
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task The_watchdog_of_another_process_is_left_alone()
    {
        var notifier = new SystemdNotifier(Watched(Environment.ProcessId + 1), NullLogger.Instance);
        await notifier.RunAsync(TimeProvider.System, CancellationToken.None);
    }

    [Fact]
    public void Without_systemd_or_with_a_socket_that_is_gone_nothing_happens()
    {
        new SystemdNotifier(new Hashtable(), NullLogger.Instance).Ready("");
        new SystemdNotifier(new Hashtable { ["NOTIFY_SOCKET"] = _path }, NullLogger.Instance).Ready("");
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
    }

    private Hashtable Watched(int process) => new()
    {
        ["NOTIFY_SOCKET"] = _path, ["WATCHDOG_USEC"] = "20000", ["WATCHDOG_PID"] = process.ToString(CultureInfo.InvariantCulture),
    };

    private async Task<string> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[500];
        return Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, limit.Token));
    }
}
