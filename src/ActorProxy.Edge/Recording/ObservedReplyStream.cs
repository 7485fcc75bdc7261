using System.Runtime.CompilerServices;

namespace ActorProxy.Edge.Recording;

/// <summary>The body of an <see cref="ObservedReply"/>.</summary>
internal sealed class ObservedReplyStream(Stream inner, ObservedReply reply, IReplyObserver observer) : ObservingStream
{
    private bool _isOver;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(buffer, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
            return ObserveAsync(reading, buffer);

        var read = reading.Result;
        Observe(buffer.Length, buffer.Span[..read]);
        return new ValueTask<int>(read);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ObserveAsync(ValueTask<int> reading, Memory<byte> buffer)
    {
        if (!reading.IsCompleted)
            observer.ReplyWaits(reply);
        int read;
        try
        {
            read = await reading.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (!_isOver)
                observer.ReplyFailed(reply, failure);
            _isOver = true;
            throw;
        }

        Observe(buffer.Length, buffer.Span[..read]);
        return read;
    }

    private void Observe(int asked, ReadOnlySpan<byte> read)
    {
        // Nothing read when nothing was asked for only means that there is something to read.
        if (asked == 0 || _isOver)
            return;

        if (!read.IsEmpty)
        {
            observer.ReplyRead(reply, read);
            return;
        }

        _isOver = true;
        observer.ReplyEnded(reply);
    }
}
