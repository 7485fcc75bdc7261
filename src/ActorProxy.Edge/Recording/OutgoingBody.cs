namespace ActorProxy.Edge.Recording;

/// <summary>
/// The stream on which a body goes out to production. The handler collects small writes, and the forwarder asks it to send only the head of
/// the request, at once; here the head waits for the first bytes of the body if those are there already, and whatever is collected goes out
/// when the client pauses.
/// </summary>
internal sealed class OutgoingBody(Stream connection) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether there is something that was written, or asked to be sent, and perhaps not sent.</summary>
    public bool IsHoldingBack { get; private set; }

    /// <summary>Sends what is held back.</summary>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        IsHoldingBack = false;
        try
        {
            await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            // The client's read that this came between must not be left alone. The next write, or the reply, meets the same failure.
            IsHoldingBack = true;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        IsHoldingBack = true;
        return connection.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        IsHoldingBack = true;
        return Task.CompletedTask;
    }

    public override void Flush() => throw new NotSupportedException("Request bodies are written asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Request bodies are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
