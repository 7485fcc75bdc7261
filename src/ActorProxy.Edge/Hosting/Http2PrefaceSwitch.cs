using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ActorProxy.Edge.Hosting;

/// <summary>
/// Looks at the first bytes of a clear-text connection: the HTTP/2 preface (RFC 9113, 3.4) sends it to the HTTP/2 endpoint, all else goes
/// on as HTTP/1.1. Kestrel by itself needs TLS to tell the two apart on one port.
/// </summary>
internal sealed class Http2PrefaceSwitch(ConnectionDelegate http1, HandOverTransport http2, TimeSpan silenceLimit)
{
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        bool isHttp2;
        using (var leave = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, ClosedRequested(connection)))
        {
            leave.CancelAfter(silenceLimit);
            try
            {
                isHttp2 = await StartsWithPrefaceAsync(connection.Transport.Input, leave.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The client left, said nothing for too long, or the server is stopping: there is no request to answer.
                return;
            }
        }

        await (isHttp2 ? http2.HandOverAsync(connection) : http1(connection)).ConfigureAwait(false);
    }

    private static CancellationToken ClosedRequested(ConnectionContext connection) =>
        connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;

    private static async ValueTask<bool> StartsWithPrefaceAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var undecided = IsPartOfPreface(read.Buffer, out var isPreface) && !isPreface && !read.IsCompleted;

            // Nothing is consumed; what is not enough to decide counts as seen, so that the next read waits for more.
            input.AdvanceTo(read.Buffer.Start, undecided ? read.Buffer.End : read.Buffer.Start);
            if (!undecided)
                return isPreface;
        }
    }

    private static bool IsPartOfPreface(in ReadOnlySequence<byte> seen, out bool isWhole)
    {
        var rest = Preface;
        foreach (var part in seen)
        {
            var length = Math.Min(part.Length, rest.Length);
            if (!part.Span[..length].SequenceEqual(rest[..length]))
            {
                isWhole = false;
                return false;
            }

            rest = rest[length..];
        }

        isWhole = rest.IsEmpty;
        return true;
    }
}
