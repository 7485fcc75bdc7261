using System.Buffers;

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

    /// <summary>
    /// The body as content, with the headers of the content that was sent first. A copy: HTTP/2 may still be sending it when the exchange is
    /// over.
    /// </summary>
    public HttpContent ToContent(HttpContent first)
    {
        lock (_gate)
        {
            var content = new ByteArrayContent(_recorded.ToSequence().ToArray());
            StreamedContent.CopyHeaders(first, content);
            return content;
        }
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
}
