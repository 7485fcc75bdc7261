using System.Diagnostics;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>Sends one copy to one of its shadow's endpoints and says how it ended.</summary>
internal static class CopySender
{
    /// <summary>Sends the copy.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="sink">Sees the reply; null drops it.</param>
    /// <returns>How it ended: answered, timed out, connection failed, or reset. Never fails.</returns>
    public static async Task<CopyResult> SendAsync(ShadowTarget target, Copy copy, IReplySink? sink = null)
    {
        var started = Stopwatch.GetTimestamp();
        var status = 0;
        CopyOutcome outcome;
        using var span = CopySpan.Begin(target, copy);
        var timeout = CopyTimeout.Start(target.Settings.Timeout);
        try
        {
            if (target.Endpoints.Next() is { } endpoint)
            {
                status = await target.Connections.ExchangeAsync(target.Route, copy, endpoint, sink, timeout.Token).ConfigureAwait(false);
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
        catch (CopyFailedException e)
        {
            (outcome, status) = (e.Outcome, e.Status);
        }
        finally
        {
            timeout.End();
        }

        var result = new CopyResult(outcome, status, copy.ProductionMicroseconds, (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        CopySpan.Conclude(span, result);
        target.Log?.Write(target, copy, result);
        return result;
    }
}
