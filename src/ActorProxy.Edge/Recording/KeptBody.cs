using System.Buffers;
using System.Net;

namespace ActorProxy.Edge.Recording;

/// <summary>
/// A request body that is kept for another try at production (Ambassador: <c>buffer_limit_bytes</c>, 1 MiB; a larger one is not tried
/// again). Used again for other requests.
/// </summary>
internal sealed class KeptBody
{
    private const int Limit = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly RecordedBody _recorded = new();
    private object? _body;

    /// <summary>Whether all of it is here.</summary>
    public bool IsComplete { get; private set; }

    public void Begin(object body)
    {
        lock (_gate)
            _body = body;
    }

    public void Append(object body, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(body, _body))
                return;

            if (_recorded.Length + bytes.Length <= Limit)
            {
                _recorded.Append(bytes);
                return;
            }

            _body = null;
            _recorded.Clear();
        }
    }

    public void Complete(object body)
    {
        lock (_gate)
            IsComplete = ReferenceEquals(body, _body);
    }

    /// <summary>The body as content, with the headers of the content that was sent first. Valid until <see cref="End"/>.</summary>
    public HttpContent ToContent(HttpContent first)
    {
        var content = new Content(_recorded.ToSequence());
        StreamedContent.CopyHeaders(first, content);
        return content;
    }

    public void End()
    {
        lock (_gate)
        {
            _body = null;
            _recorded.Clear();
            IsComplete = false;
        }
    }

    private sealed class Content(ReadOnlySequence<byte> body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            foreach (var part in body)
                await stream.WriteAsync(part, cancellationToken).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
