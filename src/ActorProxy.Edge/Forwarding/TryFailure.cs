using ActorProxy.Edge.Recording;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Edge.Forwarding;

/// <summary>Tells how a try ended without a reply.</summary>
internal static class TryFailure
{
    /// <param name="exception">What the handler threw.</param>
    /// <param name="isLate">Whether the try's own time was over.</param>
    public static UpstreamFailure Classify(Exception exception, bool isLate) => exception switch
    {
        _ when isLate => UpstreamFailure.TryTimedOut,
        OperationCanceledException { InnerException: TimeoutException } => UpstreamFailure.ConnectFailed,
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError,
        } => UpstreamFailure.ConnectFailed,
        HttpRequestException { InnerException: HttpProtocolException { ErrorCode: 7 } or StreamRefusedException } => UpstreamFailure.RefusedStream,
        _ => UpstreamFailure.Reset,
    };
}
