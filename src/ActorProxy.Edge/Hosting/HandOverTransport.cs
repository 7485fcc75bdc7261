using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Edge.Hosting;

/// <summary>
/// A Kestrel transport without a socket: it accepts connections that another endpoint of the same server has accepted and hands over.
/// So a port can choose its protocol by what the client says first.
/// </summary>
internal sealed class HandOverTransport : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    private readonly Channel<ConnectionContext> _handedOver = Channel.CreateUnbounded<ConnectionContext>(new() { SingleReader = true });

    public EndPoint EndPoint { get; } = new HandOverEndPoint();

    public bool CanBind(EndPoint endpoint) => endpoint is HandOverEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    /// <summary>Hands a connection over; completes when the other endpoint is done with it.</summary>
    public async Task HandOverAsync(ConnectionContext connection)
    {
        var handedOver = new HandedOverConnection(connection);
        if (_handedOver.Writer.TryWrite(handedOver))
            await handedOver.Finished.ConfigureAwait(false);
        else
            connection.Abort(new ConnectionAbortedException("The server is stopping."));
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _handedOver.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_handedOver.Reader.TryRead(out var connection))
                return connection;
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _handedOver.Writer.TryComplete();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private sealed class HandOverEndPoint : EndPoint
    {
        public override string ToString() => "h2c";
    }
}
