using System.Text;
using ActorProxy.Shadowing.Offering;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Answers;

/// <summary>A reply that the proxy gives itself. Statuses and texts are Envoy's, which clients and dashboards know.</summary>
internal sealed class LocalReply
{
    private const string Disconnected = "upstream connect error or disconnect/reset before headers. reset reason: ";

    private readonly byte[] _body;
    private readonly bool _isOverload;
    private readonly bool _endsConnection;

    private LocalReply(
        int status, string text, RecordedReplyEnd failure = RecordedReplyEnd.ConnectFailed, bool isOverload = false, bool endsConnection = false)
    {
        (Status, Failure, _isOverload, _endsConnection) = (status, failure, isOverload, endsConnection);
        _body = Encoding.ASCII.GetBytes(text);
    }

    /// <summary>The request cannot be passed on as it is.</summary>
    public static LocalReply BadRequest { get; } = new(StatusCodes.Status400BadRequest, "");

    /// <summary>The body comes in a coding other than chunks. What follows it on the connection is not looked at.</summary>
    public static LocalReply UnknownCoding { get; } = new(StatusCodes.Status501NotImplemented, "", endsConnection: true);

    /// <summary>The Mapping does not allow the upgrade that the request asks for.</summary>
    public static LocalReply UpgradeRefused { get; } = new(StatusCodes.Status403Forbidden, "");

    /// <summary>No Mapping takes the request.</summary>
    public static LocalReply NotFound { get; } = new(StatusCodes.Status404NotFound, "");

    /// <summary>The service has no endpoint.</summary>
    public static LocalReply NoEndpoint { get; } = new(StatusCodes.Status503ServiceUnavailable, "no healthy upstream");

    /// <summary>The service's circuit breakers let no more requests through.</summary>
    public static LocalReply Overflow { get; } = new(StatusCodes.Status503ServiceUnavailable, Disconnected + "overflow", isOverload: true);

    /// <summary>No connection could be made.</summary>
    public static LocalReply ConnectFailed { get; } = new(StatusCodes.Status503ServiceUnavailable, Disconnected + "connection failure");

    /// <summary>A connection took too long.</summary>
    public static LocalReply ConnectTimedOut { get; } = new(StatusCodes.Status503ServiceUnavailable, Disconnected + "connection timeout");

    /// <summary>The connection ended before the head of a reply.</summary>
    public static LocalReply Reset { get; } = new(StatusCodes.Status503ServiceUnavailable, Disconnected + "connection termination", RecordedReplyEnd.Reset);

    /// <summary>What came was not HTTP.</summary>
    public static LocalReply ProtocolError { get; } = new(StatusCodes.Status502BadGateway, Disconnected + "protocol error", RecordedReplyEnd.Reset);

    /// <summary>Production took longer than its Mapping allows.</summary>
    public static LocalReply TimedOut { get; } = new(StatusCodes.Status504GatewayTimeout, "upstream request timeout", RecordedReplyEnd.TimedOut);

    /// <summary>Nothing moved for too long before the head of a reply.</summary>
    public static LocalReply Idle { get; } = new(StatusCodes.Status504GatewayTimeout, "stream timeout", RecordedReplyEnd.TimedOut);

    /// <summary>Its status code.</summary>
    public int Status { get; }

    /// <summary>What production did instead of answering.</summary>
    public RecordedReplyEnd Failure { get; }

    /// <summary>
    /// Sends it in place of whatever was prepared. Does nothing once a reply has started, and does not fail when the client has left.
    /// </summary>
    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted)
            return Task.CompletedTask;

        response.Clear();
        response.StatusCode = Status;
        response.ContentLength = _body.Length;
        if (_endsConnection)
            response.Headers.Connection = "close";
        if (_isOverload)
            response.Headers["x-envoy-overloaded"] = "true";
        if (_body.Length == 0)
            return Task.CompletedTask;

        response.ContentType = "text/plain";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(_body).AsTask();
    }
}
