using System.Runtime.CompilerServices;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>
/// A connection on which no request is sent twice. When a connection ends before the first byte of a reply, <see cref="SocketsHttpHandler"/> takes it
/// for one that was closed while idle, and sends a request without a body again, whatever its method, on up to three more connections. A service that
/// dies over a request would get it four times; so the end of a connection that owes a reply is an error here, which the handler does not try again.
/// </summary>
internal sealed class UnrepeatedStream(Stream connection) : Stream
{
    private volatile bool _owesReply;
    private volatile bool _hasReplied;
    private volatile bool _isUpgraded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _owesReply = !_isUpgraded;
        var writing = connection.WriteAsync(buffer, cancellationToken);
        return writing.IsCompletedSuccessfully ? writing : ObserveAsync(writing);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        _owesReply = !_isUpgraded;
        connection.Write(buffer, offset, count);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int bytes;
        try
        {
            bytes = await connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (_owesReply)
        {
            throw Ended(e);
        }

        return Received(buffer.Span, bytes);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        Received(buffer.AsSpan(offset, count), connection.Read(buffer, offset, count));

    public override void Flush() => connection.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) connection.Dispose();
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ObserveAsync(ValueTask writing)
    {
        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (IOException e) when (_owesReply)
        {
            throw Ended(e);
        }
    }

    // Reading into nothing only waits for data.
    private int Received(ReadOnlySpan<byte> buffer, int bytes)
    {
        if (bytes == 0)
        {
            if (buffer.Length > 0 && _owesReply) throw Ended(null);
            return bytes;
        }

        // What follows a switch of protocols is no longer requests and replies, and may end at any time.
        if (_owesReply && buffer[..bytes].StartsWith("HTTP/1.1 101"u8)) _isUpgraded = true;
        (_owesReply, _hasReplied) = (false, true);
        return bytes;
    }

    private IOException Ended(IOException? cause)
    {
        const string Message = "The connection ended before the reply to a request that had been sent.";
        return _hasReplied ? new StaleConnectionException(Message, cause) : new IOException(Message, cause);
    }
}
