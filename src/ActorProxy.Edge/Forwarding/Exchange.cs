using System.Diagnostics;
using ActorProxy.Edge.Answers;
using ActorProxy.Edge.Headers;
using ActorProxy.Edge.Recording;
using ActorProxy.Edge.Routes;
using ActorProxy.Shadowing.Offering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace ActorProxy.Edge.Forwarding;

/// <summary>
/// One request on its way to production and back: what the forwarder asks for on the way out and on the way back, the deadline, the
/// recording. Pooled.
/// </summary>
internal sealed class Exchange : HttpTransformer, IBodyObserver, IReplyObserver, IDisposable
{
    private readonly CopyRecorder _recorder = new();
    private readonly ReplyPatience _patience;
    private readonly ReplyDeadline _deadline = new();
    private readonly OutgoingRequest _outgoing = new();
    private EdgeProduction _production = null!;
    private long _arrival;
    private ObservedBody? _body;
    private ChunkedReply? _chunkedReply;
    private CancellationToken _clientLeft;
    private bool _wasAsked;

    public Exchange() => _patience = new ReplyPatience(_recorder);

    /// <summary>What sends it.</summary>
    public ExchangeInvoker Invoker { get; } = new();

    /// <summary>Signalled when production is too slow.</summary>
    public CancellationToken DeadlineToken => _deadline.Token;

    /// <summary>Whether production was too slow.</summary>
    public bool IsLate => _deadline.IsExpired || Invoker.IsLastTryLate;

    /// <summary>Whether the head of production's reply is in.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Whether the request has no body and only reads (RFC 9110, 9.2.1), so that production may get it twice.</summary>
    public bool IsRepeatable { get; private set; }

    /// <summary>Begins: asks the shadows, and starts listening to the body.</summary>
    public void Begin(HttpContext context, EdgeProduction production, in KestrelRequestHead head, string host, long arrival)
    {
        (_production, _arrival) = (production, arrival);
        _outgoing.Begin(production, head.Target, host);
        var request = context.Request;
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        var length = hasBody ? request.ContentLength : 0;
        IsRepeatable = !hasBody && IsSafe(request.Method);

        if (production.Shadows.Length > 0)
            AskShadows(context, production.Shadows, head, hasBody, length);
        if (hasBody)
        {
            _body = new ObservedBody(request.Body, length);
            request.Body = _body;
            _recorder.Expect(_body);
            if (_recorder.IsOpen || production.Route.Timeout is not null || production.Route.Retry is not null)
                _body.Attach(this);
        }

        _deadline.Begin(production.Route.Timeout, _body);
        Invoker.Begin(context, production, _outgoing, _body);
    }

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        _outgoing.Prepare(httpContext, proxyRequest, destinationPrefix);

        // Of a client that has left already the forwarder sends nothing; an earlier try may have.
        _wasAsked |= !httpContext.RequestAborted.IsCancellationRequested;
        return default;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return new ValueTask<bool>(false);

        ResponseHeaders.Copy(proxyResponse, httpContext.Response.Headers);
        _production.ResponseChanges.Apply(httpContext, httpContext.Response.Headers);
        _deadline.Stop();
        IsAnswered = true;
        var status = (int)proxyResponse.StatusCode;
        var latency = Latency();
        _production.Meter.Record(status, failed: false, latency);
        _recorder.Answer(_outgoing.Sent, new ProductionAnswer(status, latency));
        if (_recorder.AwaitsReply)
            RecordReply(httpContext, proxyResponse);
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

    /// <summary>Production failed before the head of its reply, or could not be asked: answers in its place.</summary>
    public Task FailAsync(HttpContext context, LocalReply reply)
    {
        Conclude(context, reply.Status, failed: true, reply.Failure);
        return reply.WriteAsync(context);
    }

    /// <summary>The client left, or what it sent was not HTTP: nobody's failure but its own.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">What the client got, or 499 (as nginx counts it) when it did not wait.</param>
    public void ClientFailed(HttpContext context, int status)
    {
        // Streams that are opened and reset at once must not reach shadows where they do not reach production.
        if (_wasAsked)
            Conclude(context, status, failed: false, RecordedReplyEnd.ClientLeft);
        else
            _production.Meter.Record(status, failed: false, Latency());
    }

    /// <summary>Reads what is left of the body when production did not, but a copy needs it. The client has its reply by then.</summary>
    public async ValueTask FinishRecordingAsync(HttpContext context, TimeSpan limit)
    {
        if (_body is not { } body || !_recorder.WaitsForBody || IsWithheld(context.Request, body))
            return;

        body.Outgoing = null;
        using var grace = new CancellationTokenSource(limit);
        try
        {
            await context.Response.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The client left. All of its request may be here nonetheless.
        }

        try
        {
            // Not until the client has left: what it sent before can still be read, and the read ends by itself where that is not all.
            await body.CopyToAsync(Stream.Null, grace.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The client left within its request, was too slow or sent what is not HTTP: the recorder counts the copy as aborted.
        }
    }

    /// <summary>Ends it, whatever has happened, and makes it ready for another request.</summary>
    public void End()
    {
        _body?.Detach();
        Invoker.End();
        _patience.End();
        _recorder.End();
        _deadline.Reset();
        _outgoing.End();
        _body = null;
        _chunkedReply = null;
        _production = null!;
        IsAnswered = _wasAsked = false;
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _patience.Dispose();
        Invoker.Dispose();
    }

    void IBodyObserver.BodyRead(ObservedBody body, ReadOnlySpan<byte> bytes)
    {
        _recorder.Append(body, bytes);
        Invoker.Keep(body, bytes);
    }

    void IBodyObserver.BodyEnded(ObservedBody body)
    {
        _deadline.RequestEnded(body);
        _recorder.CompleteBody(body);
        Invoker.KeptAll(body);
    }

    void IReplyObserver.ReplyRead(ObservedReply reply, ReadOnlySpan<byte> bytes) => _recorder.Append(reply, bytes);

    void IReplyObserver.ReplyWaits(ObservedReply reply) => _patience.Wait(reply);

    void IReplyObserver.ReplyEnded(ObservedReply reply) => _recorder.EndReply(reply, RecordedReplyEnd.Complete);

    void IReplyObserver.ReplyFailed(ObservedReply reply, Exception failure)
    {
        var failed = failure is OperationCanceledException ? RecordedReplyEnd.TimedOut : RecordedReplyEnd.Reset;
        _recorder.EndReply(reply, _clientLeft.IsCancellationRequested ? RecordedReplyEnd.ClientLeft : failed);
    }

    private void RecordReply(HttpContext context, HttpResponseMessage reply)
    {
        if (ReplyHead.IsEventStream(reply))
        {
            _recorder.EndReply(null, RecordedReplyEnd.Truncated);
            return;
        }

        _clientLeft = context.RequestAborted;
        var observed = new ObservedReply(reply.Content, this);
        _recorder.Expect(reply, observed);
        reply.Content = observed;
    }

    private void AskShadows(HttpContext context, EdgeShadow[] shadows, in KestrelRequestHead head, bool hasBody, long? length)
    {
        var request = context.Request;
        var unannounced = hasBody ? BodyFraming.Chunked : BodyFraming.None;
        _recorder.Begin(request.ContentLength is not null ? BodyFraming.ContentLength : unannounced, length);
        var common = new CopyTraits
        {
            Method = request.Method,
            IsUpgrade = Upgrade.IsAsked(context),
            IsCopy = request.Headers.ContainsKey(CopyMarker.HeaderName),
        };
        foreach (var shadow in shadows)
            _recorder.Ask(shadow.Offer, shadow.TraitsOf(context, head, common));
    }

    private void Conclude(HttpContext context, int status, bool failed, RecordedReplyEnd failure)
    {
        _deadline.Stop();
        var latency = Latency();
        _production.Meter.Record(status, failed, latency);
        if (!_recorder.IsOpen)
            return;

        // Where production could not even be asked, its copies are what it would have got.
        _outgoing.PrepareUnsent(context);
        _recorder.Answer(_outgoing.Sent, new ProductionAnswer(0, latency, failure));
    }

    private TimeSpan Latency() => Stopwatch.GetElapsedTime(_arrival);

    /// <summary>A client that waits for 100 (Continue) sends no body after a final reply.</summary>
    private static bool IsWithheld(HttpRequest request, ObservedBody body) => !body.IsTouched && request.Headers.Expect.Count > 0;

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
