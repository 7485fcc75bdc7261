using System.Net;
using System.Net.Sockets;
using ActorProxy.Bench.Load.Http;

namespace ActorProxy.Bench.Load.Upstreams;

/// <summary>Accepts connections, reads requests, and answers each after a while, or never.</summary>
/// <param name="port">Where it listens on 127.0.0.1.</param>
/// <param name="delay">How long it takes to answer; null never answers.</param>
internal sealed class DelayedServer(int port, TimeSpan? delay)
{
    private static readonly byte[] Reply = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlate\n"u8.ToArray();

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(4096);
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptAsync(stop).ConfigureAwait(false), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task ServeAsync(Socket connection, CancellationToken stop)
    {
        var buffer = new byte[4096];
        try
        {
            using (connection)
            {
                while (await ReadRequestAsync(connection, buffer, stop).ConfigureAwait(false))
                {
                    if (delay is not { } pause) continue;
                    await Task.Delay(pause, stop).ConfigureAwait(false);
                    await connection.SendAsync(Reply, stop).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or InvalidDataException)
        {
            // The client has given up, as it should.
        }
    }

    private static async Task<bool> ReadRequestAsync(Socket connection, byte[] buffer, CancellationToken stop)
    {
        var received = 0;
        MessageHead head;
        do
        {
            var read = await connection.ReceiveAsync(buffer.AsMemory(received), stop).ConfigureAwait(false);
            if (read == 0) return false;
            received += read;
        }
        while (!MessageHead.TryRead(buffer.AsSpan(0, received), out head));

        for (var left = head.MessageLength - received; left > 0;)
        {
            var read = await connection.ReceiveAsync(buffer, stop).ConfigureAwait(false);
            if (read == 0) return false;
            left -= read;
        }

        return true;
    }
}
