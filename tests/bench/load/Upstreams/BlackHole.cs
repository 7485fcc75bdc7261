using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Bench.Load.Upstreams;

/// <summary>
/// A port whose packets are dropped: a listener that never accepts, with its queue filled. The kernel then throws away every further SYN
/// without an answer (tcp(7), tcp_abort_on_overflow = 0), which is all that a client sees of a host behind a firewall that drops. It needs no
/// privilege, no device and no rule that could be left behind.
/// </summary>
internal sealed class BlackHole : IDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _queued = [];

    /// <exception cref="InvalidOperationException">The kernel still answers.</exception>
    public BlackHole(int port)
    {
        var endPoint = new IPEndPoint(IPAddress.Loopback, port);
        _listener.Bind(endPoint);
        _listener.Listen(1);
        for (var i = 0; i < 16; i++)
        {
            var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _queued.Add(client);
            try
            {
                client.Connect(endPoint);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
            {
                // On loopback a handshake that is answered at all is answered at once.
                if (!client.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectWrite)) return;
            }
        }

        throw new InvalidOperationException($"Port {port} still answers with its queue full.");
    }

    public void Dispose()
    {
        foreach (var socket in _queued) socket.Dispose();
        _listener.Dispose();
    }
}
