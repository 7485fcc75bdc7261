using ActorProxy.Conformance.Tests.Client;

namespace ActorProxy.Conformance.Tests.Running;

/// <summary>A client of the node, by whichever protocol version a case asks for; it keeps its connection from one request to the next.</summary>
internal sealed class CaseClient(int port, bool http2) : IAsyncDisposable
{
    private readonly Http2Client? _http2 = http2 ? new Http2Client(port) : null;
    private RawConnection? _raw;

    /// <summary>Sends a request and reads the whole reply.</summary>
    public async Task<HttpReply> SendAsync(OutgoingRequest request)
    {
        if (_http2 is not null)
            return await _http2.SendAsync(request);

        if (_raw is { IsOpen: false })
        {
            await _raw.DisposeAsync();
            _raw = null;
        }

        _raw ??= await RawConnection.ConnectAsync(port);
        return await _raw.SendAsync(request);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http2?.Dispose();
        if (_raw is not null)
            await _raw.DisposeAsync();
    }
}
