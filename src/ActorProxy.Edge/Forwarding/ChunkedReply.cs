using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActorProxy.Edge.Forwarding;

/// <summary>
/// Writes the chunked coding (RFC 9112, 7.1) of a reply over HTTP/1.1 that announces trailers: Kestrel can send trailers over HTTP/2 only,
/// but leaves the coding to those who set Transfer-Encoding themselves.
/// </summary>
internal sealed class ChunkedReply : Stream
{
    private readonly PipeWriter _output;

    private ChunkedReply(PipeWriter output) => _output = output;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether trailers would be lost otherwise. Those that are not announced may be dropped (RFC 9110, 6.5.1).</summary>
    public static bool IsNeeded(HttpContext context, HttpResponseMessage reply) =>
        reply.Headers.NonValidated.Contains(HeaderNames.Trailer)
        && reply.Headers.NonValidated.Contains(HeaderNames.TransferEncoding)
        && HttpProtocol.IsHttp11(context.Request.Protocol)
        && !HttpMethods.IsHead(context.Request.Method);

    /// <summary>Takes the coding over: what is written to the response's body from now on becomes chunks.</summary>
    public static ChunkedReply Begin(HttpResponse response)
    {
        var chunked = new ChunkedReply(response.BodyWriter);
        response.Headers.TransferEncoding = "chunked";
        response.Body = chunked;
        return chunked;
    }

    /// <summary>Ends the body, with its trailers.</summary>
    public async ValueTask EndAsync(HttpHeadersNonValidated trailers, CancellationToken cancellationToken)
    {
        _output.Write("0\r\n"u8);
        foreach (var (name, values) in trailers)
        {
            foreach (var value in values)
                _output.Write(Encoding.Latin1.GetBytes($"{name}: {value}\r\n"));
        }

        _output.Write("\r\n"u8);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A chunk of no bytes would end the body.
        if (buffer.IsEmpty)
            return;

        WriteSize(buffer.Length);
        _output.Write(buffer.Span);
        _output.Write("\r\n"u8);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _output.FlushAsync(cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException("Replies are written asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Replies are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void WriteSize(int size)
    {
        var span = _output.GetSpan(10);
        size.TryFormat(span, out var written, "x", CultureInfo.InvariantCulture);
        "\r\n"u8.CopyTo(span[written..]);
        _output.Advance(written + 2);
    }
}
