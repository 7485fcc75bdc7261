using System.Net.Sockets;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>Makes connections to one service.</summary>
/// <param name="keepalive">TCP keepalive; null leaves it off.</param>
/// <param name="tls">Makes them secure; null for clear text.</param>
internal sealed class Connector(Keepalive? keepalive, TlsClient? tls)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            SetKeepalive(socket);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            stream = new UpstreamStream(socket);
            return tls is null ? stream : await tls.SecureAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            if (stream is null)
                socket.Dispose();
            else
                await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void SetKeepalive(Socket socket)
    {
        if (keepalive is null)
            return;

        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        if (keepalive.Probes is { } probes)
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, probes);
        if (keepalive.IdleTime is { } idle)
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)Math.Max(1, idle.TotalSeconds));
        if (keepalive.Interval is { } interval)
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)Math.Max(1, interval.TotalSeconds));
    }
}
