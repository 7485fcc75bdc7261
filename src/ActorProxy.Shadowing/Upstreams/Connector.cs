using System.Net;
using System.Net.Sockets;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>Makes connections to one service.</summary>
/// <param name="keepalive">TCP keepalive; null leaves it off.</param>
/// <param name="tls">Makes them secure; null for clear text.</param>
internal sealed class Connector(Keepalive? keepalive, TlsClient? tls)
{
    /// <summary>A connector for a service.</summary>
    public static Connector To(ServiceTarget service, UpstreamSettings settings) =>
        new(settings.Keepalive, service.Scheme == "https" ? new TlsClient(service, settings.Tls) : null);

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (_, stream) = await OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
        return stream;
    }

    /// <summary>Makes a connection.</summary>
    /// <returns>The stream, which owns the socket, and the socket.</returns>
    public async ValueTask<(Socket Socket, Stream Stream)> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            SetKeepalive(socket);
            await socket.ConnectAsync(new DnsEndPoint(host, port), cancellationToken).ConfigureAwait(false);
            stream = new UpstreamStream(socket);
            return (socket, tls is null ? stream : await tls.SecureAsync(stream, cancellationToken).ConfigureAwait(false));
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
