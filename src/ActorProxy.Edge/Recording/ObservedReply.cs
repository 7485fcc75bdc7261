using System.Net;

namespace ActorProxy.Edge.Recording;

/// <summary>Hears what streams through an <see cref="ObservedReply"/>. Nothing in it may wait or throw.</summary>
internal interface IReplyObserver
{
    /// <summary>Bytes were read, in order.</summary>
    void ReplyRead(ObservedReply reply, ReadOnlySpan<byte> bytes);

    /// <summary>There is nothing to read for now.</summary>
    void ReplyWaits(ObservedReply reply);

    /// <summary>All of it was read, its trailers included. Called once, never after a failure.</summary>
    void ReplyEnded(ObservedReply reply);

    /// <summary>Reading it failed.</summary>
    void ReplyFailed(ObservedReply reply, Exception failure);
}

/// <summary>
/// Stands in for the content of production's reply and tells an observer what the forwarder reads from it. It reads neither more nor less, nor at
/// other times, than the forwarder asks for.
/// </summary>
/// <param name="inner">The content as it came.</param>
/// <param name="observer">Hears what is read.</param>
internal sealed class ObservedReply(HttpContent inner, IReplyObserver observer) : HttpContent
{
    /// <summary>The content as it came, with its headers.</summary>
    public HttpContent Inner => inner;

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
        new ObservedReplyStream(inner.ReadAsStream(cancellationToken), this, observer);

    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new ObservedReplyStream(await inner.ReadAsStreamAsync().ConfigureAwait(false), this, observer);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => inner.CopyToAsync(stream, context);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
