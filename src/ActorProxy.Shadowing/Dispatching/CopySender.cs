using System.Buffers;
using System.Diagnostics;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Sends one copy, once, and reads the reply to its end, keeping only what is to be compared.</summary>
internal static class CopySender
{
    private const int ReadBufferBytes = 16 * 1024;

    // A reply beyond this is cut off: the shadow has answered, and an endless reply must not hold a place.
    private const long MostReplyBytes = 16 * 1024 * 1024;

    /// <summary>Sends the copy to its shadow.</summary>
    /// <inheritdoc cref="SendAsync(CopyDestination, Copy, ReplyCapture?)"/>
    public static Task<CopyResult> SendAsync(ShadowTarget target, Copy copy) => SendAsync(target.Destination, copy, null);

    /// <summary>Sends the copy.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="capture">Keeps the reply; null when nobody wants it.</param>
    /// <returns>How it ended: answered, timed out, connection failed, or reset. Never fails.</returns>
    public static async Task<CopyResult> SendAsync(CopyDestination to, Copy copy, ReplyCapture? capture)
    {
        var started = Stopwatch.GetTimestamp();
        var status = 0;
        CopyOutcome outcome;
        using var timeout = new CancellationTokenSource(to.Timeout);
        try
        {
            if (to.Endpoints.Next() is { } endpoint)
            {
                using var request = CopyRequest.Create(to, copy, endpoint);
                using var reply = await to.Invoker.SendAsync(request, timeout.Token).ConfigureAwait(false);
                status = (int)reply.StatusCode;
                capture?.Begin(reply, Stopwatch.GetElapsedTime(started));
                await DrainAsync(reply.Content, capture, timeout.Token).ConfigureAwait(false);
                capture?.End(reply);
                outcome = CopyOutcome.Answered;
            }
            else
            {
                outcome = CopyOutcome.ConnectFailed;
            }
        }
        catch (Exception) when (timeout.IsCancellationRequested)
        {
            outcome = CopyOutcome.TimedOut;
        }
        catch (Exception e)
        {
            outcome = Classify(e);
        }

        capture?.Conclude(outcome, Stopwatch.GetElapsedTime(started));
        return new CopyResult(outcome, status, copy.ProductionMicroseconds, (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
    }

    private static async Task DrainAsync(HttpContent content, ReplyCapture? capture, CancellationToken cancellation)
    {
        using var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBufferBytes);
        try
        {
            long total = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                capture?.Append(buffer.AsSpan(0, read));
                if ((total += read) >= MostReplyBytes) return;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static CopyOutcome Classify(Exception e) => e switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
        } => CopyOutcome.ConnectFailed,

        // The handler's own limit on connecting, shorter than the copy's timeout.
        OperationCanceledException => CopyOutcome.ConnectFailed,
        _ => CopyOutcome.Reset,
    };
}
