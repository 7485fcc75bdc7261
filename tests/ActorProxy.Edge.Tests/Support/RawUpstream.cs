using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Edge.Tests.Support;

/// <summary>A server on loopback whose every byte is the test's own doing.</summary>
public sealed class RawUpstream : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Func<RawConnection, Task> _serve;
    private readonly ConcurrentBag<RawConnection> _connections = [];
    private readonly Task _accepting;

    private RawUpstream(Func<RawConnection, Task> serve)
    {
        _serve = serve;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    /// <summary>Such as <c>127.0.0.1:40123</c>.</summary>
    public string Endpoint => _listener.LocalEndPoint!.ToString()!;

    /// <summary>Connections accepted so far.</summary>
    public int Connections => _connections.Count;

    /// <summary>A server that lets the test handle each connection.</summary>
    public static RawUpstream Start(Func<RawConnection, Task> serve) => new(serve);

    /// <summary>A server that reads whole requests and answers each as told, keeping them in <paramref name="received"/>.</summary>
    public static RawUpstream Answering(string reply, ConcurrentQueue<RawMessage>? received = null) => new(async connection =>
    {
        while (await connection.ReadMessageAsync() is { } request)
        {
            received?.Enqueue(request);
            await connection.SendAsync(reply);
        }
    });

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            socket.NoDelay = true;
            var connection = new RawConnection(socket);
            _connections.Add(connection);
            _ = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(RawConnection connection)
    {
        try
        {
            await _serve(connection);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException or TimeoutException)
        {
            // The other side left, as tests let it.
        }

        await connection.DisposeAsync();
    }
}
