using System.Diagnostics;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>Sends one copy to one endpoint of its shadow, or of the baseline, and says how it ended.</summary>
internal static class CopySender
{
    /// <summary>Sends the copy to its shadow.</summary>
    /// <inheritdoc cref="SendAsync(CopyDestination, Copy, IReplySink?)"/>
    public static Task<CopyResult> SendAsync(ShadowTarget target, Copy copy, IReplySink? sink = null)
    {
        var span = CopySpan.Begin(target, copy);
        return span is null && target.Log is null ? SendAsync(target.Destination, copy, sink) : SendObservedAsync(target, copy, sink, span);
    }

    /// <summary>Sends the copy.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="sink">Sees the reply; null drops it.</param>
    /// <returns>How it ended: answered, timed out, connection failed, or reset. Never fails.</returns>
    public static async Task<CopyResult> SendAsync(CopyDestination to, Copy copy, IReplySink? sink)
    {
        var started = Stopwatch.GetTimestamp();
        var status = 0;
        CopyOutcome outcome;
        var timeout = CopyTimeout.Start(to.Timeout);
        try
        {
            if (to.Endpoints.Next() is { } endpoint)
            {
                status = await to.Connections.ExchangeAsync(to.Rules, copy, endpoint, sink, timeout.Token).ConfigureAwait(false);
                outcome = CopyOutcome.Answered;
            }
            else
            {
                outcome = CopyOutcome.ConnectFailed;
            }
        }
        catch (Exception) when (timeout.Token.IsCancellationRequested)
        {
            outcome = CopyOutcome.TimedOut;
        }
        catch (Exception e)
        {
            (outcome, status) = e is CopyFailedException failed ? (failed.Outcome, failed.Status) : (CopyOutcome.Reset, 0);
        }
        finally
        {
            timeout.End();
        }

        return new CopyResult(outcome, status, copy.ProductionMicroseconds, (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
    }

    private static async Task<CopyResult> SendObservedAsync(ShadowTarget target, Copy copy, IReplySink? sink, Activity? span)
    {
        using (span)
        {
            var result = await SendAsync(target.Destination, copy, sink).ConfigureAwait(false);
            CopySpan.Conclude(span, result);
            target.Log?.Write(target, copy, result);
            return result;
        }
    }
}
