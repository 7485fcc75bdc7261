using System.Runtime.CompilerServices;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>
/// A connection on which no request is sent twice. When a connection ends before the first byte of a reply, <see cref="SocketsHttpHandler"/> takes it
/// for one that was closed while idle, and sends a request without a body again, on up to three more connections. A shadow that dies over a request
/// would get it four times; so the end of a connection that owes a reply is an error here, which is not tried again.
/// </summary>
internal sealed class UnrepeatedStream(Stream connection) : Stream
{
    private volatile bool _owesReply;

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
        _owesReply = true;
        return connection.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        _owesReply = true;
        connection.Write(buffer, offset, count);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Received(await connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Received(connection.Read(buffer, offset, count), count);

    public override void Flush() => connection.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) connection.Dispose();
        base.Dispose(disposing);
    }

    // Reading into nothing only waits for data.
    private int Received(int bytes, int wanted)
    {
        if (bytes > 0) _owesReply = false;
        else if (wanted > 0 && _owesReply) throw new IOException("The connection ended before the reply to a request that had been sent.");
        return bytes;
    }
}
