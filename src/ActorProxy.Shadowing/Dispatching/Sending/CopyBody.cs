using System.Net;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>A copy's body, sent from the memory it came in, framed as production got it.</summary>
internal sealed class CopyBody(ReadOnlyMemory<byte> body, BodyFraming framing) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        body.IsEmpty ? Task.CompletedTask : stream.WriteAsync(body, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return framing != BodyFraming.Chunked;
    }
}
