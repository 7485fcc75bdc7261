using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>
/// A connection to a service. A server may answer and hang up before it has read all of a request (413, say). .NET's client sends a request
/// to its end before it reads the reply, and would report only that the rest could not be sent; so here the rest goes nowhere, and the
/// reply that has come already is read.
/// </summary>
internal sealed class UpstreamStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private bool _hasHungUp;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_hasHungUp)
            return default;

        var writing = base.WriteAsync(buffer, cancellationToken);
        return writing.IsCompletedSuccessfully ? writing : ObserveAsync(writing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ObserveAsync(ValueTask writing)
    {
        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (IOException) when (Socket.Available > 0)
        {
            _hasHungUp = true;
        }
    }
}
