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

/// <summary>
/// A request body that tells an observer what is read from it, and production's connection when there is nothing to read for now. It reads
/// neither more nor less, nor at other times, than its reader asks for.
/// </summary>
/// <param name="inner">The server's own stream.</param>
/// <param name="length">The length that the client announced; null when it did not.</param>
internal sealed class ObservedBody(Stream inner, long? length) : ObservingStream
{
    private volatile IBodyObserver? _observer;
    private long _left = length ?? long.MaxValue;

    /// <summary>Whether anything was read yet.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>Where the body goes; told whenever the client has sent nothing more for now. Null once it goes nowhere.</summary>
    public OutgoingBody? Outgoing { get; set; }

    public void Attach(IBodyObserver observer) => _observer = observer;

    /// <summary>Tells the observer nothing more: its request is over.</summary>
    public void Detach() => _observer = null;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        IsTouched = true;
        var reading = inner.ReadAsync(buffer, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
            return ObserveAsync(reading, buffer, cancellationToken);

        var read = reading.Result;
        Observe(buffer.Length, buffer.Span[..read]);
        return new ValueTask<int>(read);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ObserveAsync(ValueTask<int> reading, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (Outgoing is { IsHoldingBack: true } outgoing)
            await outgoing.SendAsync(cancellationToken).ConfigureAwait(false);
        var read = await reading.ConfigureAwait(false);
        Observe(buffer.Length, buffer.Span[..read]);
        return read;
    }

    private void Observe(int asked, ReadOnlySpan<byte> read)
    {
        // Nothing read when nothing was asked for only means that there is something to read (YARP waits in this way without holding
        // memory).
        if (asked == 0 || _left < 0 || _observer is not { } observer)
            return;

        if (!read.IsEmpty)
        {
            observer.BodyRead(this, read);
            _left -= read.Length;
        }

        // An announced length is the end by itself; without one the end is a read that gives nothing.
        if (read.IsEmpty || _left == 0)
        {
            _left = -1;
            observer.BodyEnded(this);
        }
    }
}
