using System.Runtime.CompilerServices;

namespace ActorProxy.Edge.Recording;

/// <summary>Hears what streams through an <see cref="ObservedBody"/>. Nothing in it may wait or throw.</summary>
internal interface IBodyObserver
{
    /// <summary>Bytes were read, in order.</summary>
    void BodyRead(ObservedBody body, ReadOnlySpan<byte> bytes);

    /// <summary>All of the body was read. Called once, never after a failure.</summary>
    void BodyEnded(ObservedBody body);
}

/// <summary>A request body that tells an observer what is read from it. Reads neither more nor less, nor at other times, than its reader asks for.</summary>
/// <param name="inner">The server's own stream.</param>
/// <param name="length">The length that the client announced; null when it did not.</param>
internal sealed class ObservedBody(Stream inner, long? length) : Stream
{
    private volatile IBodyObserver? _observer;
    private long _left = length ?? long.MaxValue;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether anything was read yet.</summary>
    public bool IsTouched { get; private set; }

    public void Attach(IBodyObserver observer) => _observer = observer;

    /// <summary>Tells the observer nothing more: its request is over.</summary>
    public void Detach() => _observer = null;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        IsTouched = true;
        var reading = inner.ReadAsync(buffer, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
            return ObserveAsync(reading, buffer);

        var read = reading.Result;
        Observe(buffer.Span, read);
        return new ValueTask<int>(read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Request bodies are read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ObserveAsync(ValueTask<int> reading, Memory<byte> buffer)
    {
        var read = await reading.ConfigureAwait(false);
        Observe(buffer.Span, read);
        return read;
    }

    private void Observe(ReadOnlySpan<byte> buffer, int read)
    {
        // Nothing read into no buffer only means that there is something to read (YARP waits in this way without holding memory).
        if (_observer is not { } observer || _left < 0 || (read == 0 && !buffer.IsEmpty is false))
            return;

        if (read > 0)
        {
            observer.BodyRead(this, buffer[..read]);
            _left -= read;
        }

        // An announced length is the end by itself; without one the end is a read that gives nothing.
        if (read == 0 || _left == 0)
        {
            _left = -1;
            observer.BodyEnded(this);
        }
    }
}
