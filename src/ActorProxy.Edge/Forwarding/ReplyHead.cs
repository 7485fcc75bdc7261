using System.Net;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Forwarding;

/// <summary>Sends the head of a reply ahead of its body, when the body is not there yet.</summary>
internal static class ReplyHead
{
    /// <summary>
    /// The forwarder sends the head together with the first bytes of the body. That saves a packet for most replies, but would keep the
    /// client of an event stream waiting, so the head goes first when no byte of the body has come with it.
    /// </summary>
    /// <returns>Always true: the reply is to be passed on.</returns>
    public static ValueTask<bool> SendWhenBodyIsLateAsync(
        HttpContext context, HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        if (reply.StatusCode == HttpStatusCode.SwitchingProtocols || HttpMethods.IsConnect(reply.RequestMessage!.Method.Method))
            return new ValueTask<bool>(true);

        // A read of nothing completes at once exactly when there is something to read, or nothing to wait for.
        var reading = reply.Content.ReadAsStream(cancellationToken).ReadAsync(Memory<byte>.Empty, cancellationToken);
        if (!reading.IsCompleted)
            return SendAndWaitAsync(context, reading);

        if (reading.IsCompletedSuccessfully)
            _ = reading.Result;
        return new ValueTask<bool>(true);
    }

    /// <summary>Whether the reply is a stream of events, which ends when somebody leaves.</summary>
    public static bool IsEventStream(HttpResponseMessage reply) =>
        reply.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types)
        && types.ToString().StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<bool> SendAndWaitAsync(HttpContext context, ValueTask<int> reading)
    {
        try
        {
            // Starting a response only prepares its head; it is the flush that sends it. The read is under way meanwhile, and must be awaited
            // whatever becomes of the flush.
            await Task.WhenAll(context.Response.Body.FlushAsync(context.RequestAborted), reading.AsTask()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or HttpRequestException)
        {
            // The forwarder meets the same failure when it reads or writes the body, and knows what to do with it.
        }

        return true;
    }
}
