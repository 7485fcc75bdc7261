using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Conformance.Tests.Upstreams;

/// <summary>A port on which connections are neither accepted nor refused, as on a host that is gone: its queue is full.</summary>
internal sealed class StuckUpstream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _queue = [];

    private StuckUpstream()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
    }

    /// <summary>Where it listens.</summary>
    public string Endpoint => _listener.LocalEndPoint!.ToString()!;

    /// <summary>Starts one, and fills its queue.</summary>
    public static async Task<StuckUpstream> StartAsync()
    {
        var upstream = new StuckUpstream();
        while (await upstream.TryQueueAsync())
        {
        }

        return upstream;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var socket in _queue)
            socket.Dispose();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> TryQueueAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _queue.Add(socket);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await socket.ConnectAsync(_listener.LocalEndPoint!, limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
