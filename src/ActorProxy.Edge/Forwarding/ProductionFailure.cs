using ActorProxy.Edge.Answers;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace ActorProxy.Edge.Forwarding;

/// <summary>Tells, from what the forwarder reports, how production failed before the head of its reply.</summary>
internal static class ProductionFailure
{
    /// <param name="context">The request; holds the forwarder's error feature.</param>
    /// <param name="isLate">Whether production's deadline has passed.</param>
    public static LocalReply Classify(HttpContext context, bool isLate)
    {
        if (isLate)
            return LocalReply.TimedOut;

        var failure = context.Features.Get<IForwarderErrorFeature>();
        return Root(failure?.Exception) switch
        {
            // The handler reports its own connect timeout as a cancellation with this cause.
            OperationCanceledException { InnerException: TimeoutException } => LocalReply.ConnectTimedOut,
            OperationCanceledException => LocalReply.Idle,
            HttpRequestException e => Classify(e),
            _ when failure?.Error == ForwarderError.ResponseHeaders => LocalReply.ProtocolError,
            _ => LocalReply.Reset,
        };
    }

    /// <summary>
    /// Whether the same request may be tried on another connection: nothing came back from one that production may just have closed.
    /// </summary>
    public static bool IsStaleConnection(HttpContext context) =>
        Root(context.Features.Get<IForwarderErrorFeature>()?.Exception) is HttpRequestException { InnerException: StaleConnectionException };

    private static LocalReply Classify(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError =>
            LocalReply.ConnectFailed,
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded
            or HttpRequestError.VersionNegotiationError => LocalReply.ProtocolError,
        _ => LocalReply.Reset,
    };

    /// <summary>
    /// The forwarder puts a failure of the request's body and the failure it led to into one exception; the second is the handler's.
    /// </summary>
    private static Exception? Root(Exception? exception) =>
        exception is AggregateException { InnerExceptions: [.., var last] } ? last : exception;
}
