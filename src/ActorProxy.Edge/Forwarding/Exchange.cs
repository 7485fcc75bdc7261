using System.Diagnostics;
using ActorProxy.Edge.Recording;
using ActorProxy.Edge.Routes;
using ActorProxy.Shadowing.Offering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace ActorProxy.Edge.Forwarding;

/// <summary>
/// One request on its way to production and back: what the forwarder asks for on the way out and on the way back, the deadline, the recording. Pooled.
/// </summary>
internal sealed class Exchange : HttpTransformer, IBodyObserver, IDisposable
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly CopyRecorder _recorder = new();
    private readonly ReplyDeadline _deadline = new();
    private EdgeProduction _production = null!;
    private RequestTarget _target;
    private string _host = "";
    private long _arrival;
    private string _sentPathAndQuery = "";
    private HttpRequestMessage? _message;
    private ObservedBody? _body;
    private ChunkedReply? _chunkedReply;

    /// <summary>What sends it.</summary>
    public ExchangeInvoker Invoker { get; } = new();

    /// <summary>Where it goes.</summary>
    public EdgeProduction Production => _production;

    /// <summary>Signalled when production is too slow.</summary>
    public CancellationToken DeadlineToken => _deadline.Token;

    /// <summary>Whether production was too slow.</summary>
    public bool IsLate => _deadline.IsExpired;

    /// <summary>Whether the head of production's reply is in.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Whether the request has no body and may be repeated without harm (RFC 9110, 9.2.2).</summary>
    public bool IsRepeatable { get; private set; }

    /// <summary>Begins: asks the shadows, and starts listening to the body where somebody needs to.</summary>
    public void Begin(HttpContext context, EdgeGroup group, EdgeProduction production, in RequestTarget target, string host, long arrival)
    {
        (_production, _target, _host, _arrival) = (production, target, host, arrival);
        var request = context.Request;
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        var length = hasBody ? request.ContentLength : 0;
        var limit = production.Route.Timeout;
        IsRepeatable = !hasBody && IsIdempotent(request.Method);

        var isWanted = group.Offers.Length > 0 && _recorder.Begin(group.Offers, TraitsOf(context, group, target), FramingOf(request, hasBody), length);
        if (hasBody)
        {
            _body = new ObservedBody(request.Body, length);
            request.Body = _body;
            if (isWanted)
                _recorder.Expect(_body);
            if (isWanted || limit is not null)
                _body.Attach(this);
        }

        (Invoker.Client, Invoker.Body) = (production.Client, _body);

        _deadline.Begin(limit, _body);
    }

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        Prepare(httpContext, proxyRequest, destinationPrefix);
        return default;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return new ValueTask<bool>(false);

        ResponseHeaders.Copy(proxyResponse, httpContext.Response.Headers);
        _deadline.Stop();
        IsAnswered = true;
        var status = (int)proxyResponse.StatusCode;
        var latency = Latency();
        _production.Meter.Record(status, failed: false, latency);
        _recorder.Answer(Sent(), new ProductionAnswer(status, latency));
        if (ChunkedReply.IsNeeded(httpContext, proxyResponse))
            _chunkedReply = ChunkedReply.Begin(httpContext.Response);
        return ReplyHead.SendWhenBodyIsLateAsync(httpContext, proxyResponse, cancellationToken);
    }

    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken)
    {
        if (_chunkedReply is { } chunked)
            return chunked.EndAsync(proxyResponse.TrailingHeaders.NonValidated, cancellationToken);

        var trailers = proxyResponse.TrailingHeaders.NonValidated;
        if (trailers.Count > 0 && httpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { IsReadOnly: false } target)
            ResponseHeaders.Copy(trailers, target);
        return default;
    }

    /// <summary>Production failed before the head of its reply, or has no endpoint: answers in its place.</summary>
    public Task FailAsync(HttpContext context, LocalReply reply)
    {
        _deadline.Stop();
        var latency = Latency();
        _production.Meter.Record(reply.Status, failed: true, latency);
        AnswerRecorder(context, latency);
        return reply.WriteAsync(context);
    }

    /// <summary>The client left, or what it sent was not HTTP: nobody's failure but its own.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">What the client got, or 499 (as nginx counts it) when it did not wait.</param>
    public void ClientFailed(HttpContext context, int status)
    {
        _deadline.Stop();
        var latency = Latency();
        _production.Meter.Record(status, failed: false, latency);
        AnswerRecorder(context, latency);
    }

    /// <summary>Reads what is left of the body when production did not, but a copy needs it. The client has its reply by then.</summary>
    public async ValueTask FinishRecordingAsync(HttpContext context, TimeSpan limit)
    {
        if (_body is not { } body || !_recorder.WaitsForBody || IsWithheld(context.Request, body))
            return;

        body.Outgoing = null;
        using var grace = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        grace.CancelAfter(limit);
        try
        {
            await context.Response.CompleteAsync().ConfigureAwait(false);
            await body.CopyToAsync(Stream.Null, grace.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The client left, was too slow or sent what is not HTTP: the recorder counts the copy as aborted.
        }
    }

    /// <summary>Ends it, whatever has happened, and makes it ready for another request.</summary>
    public void End()
    {
        _body?.Detach();
        _recorder.End();
        _deadline.Reset();
        _body = null;
        _chunkedReply = null;
        (Invoker.Client, Invoker.Body) = (null, null);
        _message = null;
        _target = default;
        _production = null!;
        IsAnswered = false;
    }

    public void Dispose()
    {
        _deadline.Dispose();
        Invoker.Dispose();
    }

    void IBodyObserver.BodyRead(ObservedBody body, ReadOnlySpan<byte> bytes) => _recorder.Append(body, bytes);

    void IBodyObserver.BodyEnded(ObservedBody body)
    {
        _deadline.RequestEnded(body);
        _recorder.CompleteBody(body);
    }

    private void Prepare(HttpContext context, HttpRequestMessage message, string prefix)
    {
        var path = _production.Route.Rewrite.Apply(_target.Path);
        var isRewritten = !ReferenceEquals(path, _target.Path);
        _sentPathAndQuery = isRewritten ? Join(path, _target.Query) : _target.PathAndQuery;
        message.RequestUri = new Uri(BaseOf(prefix) + _sentPathAndQuery, AsItIs);

        RequestHeaders.Copy(context, message);
        if (isRewritten)
            message.Headers.TryAddWithoutValidation(RequestHeaders.OriginalPath, _target.PathAndQuery);
        if (_production.TimeoutText is { } timeout)
            message.Headers.TryAddWithoutValidation(RequestHeaders.ExpectedTimeout, timeout);
        if (context.Request.Headers.Host.Count == 0)
            message.Headers.TryAddWithoutValidation(HeaderNames.Host, _host);
        _message = message;
    }

    /// <summary>A path without its first slash (from a rewrite that takes it away) would run into the port.</summary>
    private static string Join(string path, string query) => path.StartsWith('/') ? path + query : "/" + path + query;

    /// <summary>
    /// TLS over HTTP/1.1 is the connector's business, so that the handler keeps one pool per endpoint instead of one for each Host that clients send;
    /// HTTP/2 must know the scheme, which it sends.
    /// </summary>
    private string BaseOf(string prefix) =>
        ProductionHandler.IsTls(_production.Route.Service) && !_production.Route.Service.Http2 ? "http" + prefix["https".Length..] : prefix;

    private SentRequest Sent() => new(_message!, _sentPathAndQuery, _host);

    private void AnswerRecorder(HttpContext context, TimeSpan latency)
    {
        if (_message is null)
        {
            // It was never prepared, since there is no endpoint; its copies are what production would have got.
            if (!_recorder.IsOpen)
                return;
            Prepare(context, new HttpRequestMessage { Method = new HttpMethod(context.Request.Method) }, _production.Route.Service.ToString());
        }

        _recorder.Answer(Sent(), new ProductionAnswer(0, latency));
    }

    private TimeSpan Latency() => Stopwatch.GetElapsedTime(_arrival);

    /// <summary>A client that waits for 100 (Continue) sends no body after a final reply.</summary>
    private static bool IsWithheld(HttpRequest request, ObservedBody body) => !body.IsTouched && request.Headers.Expect.Count > 0;

    private static BodyFraming FramingOf(HttpRequest request, bool hasBody) =>
        request.ContentLength is not null ? BodyFraming.ContentLength : hasBody ? BodyFraming.Chunked : BodyFraming.None;

    private static CopyTraits TraitsOf(HttpContext context, EdgeGroup group, in RequestTarget target) => new()
    {
        Method = context.Request.Method,
        IsUpgrade = Upgrade.IsAsked(context),
        IsCopy = context.Request.Headers.ContainsKey(CopyMarker.HeaderName),
        Keys = group.UsesKeys ? new RequestKeys(context, target) : null,
    };

    private static bool IsIdempotent(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsPut(method)
        || HttpMethods.IsDelete(method) || HttpMethods.IsTrace(method);
}
