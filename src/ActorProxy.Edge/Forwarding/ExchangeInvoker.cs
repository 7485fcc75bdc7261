using ActorProxy.Edge.Recording;
using ActorProxy.Edge.Routes;
using ActorProxy.Edge.Upstreams;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Forwarding;

/// <summary>
/// Stands between the forwarder and a production service's connections for one exchange: chooses the endpoint, lets the body through as it
/// comes, and tries again where the Mapping says so. Used again for other exchanges.
/// </summary>
internal sealed class ExchangeInvoker() : HttpMessageInvoker(Nobody, disposeHandler: false)
{
    private static readonly HttpMessageHandler Nobody = new SocketsHttpHandler();

    private readonly KeptBody _kept = new();
    private HttpContext _context = null!;
    private ProductionClient _client = null!;
    private OutgoingRequest _outgoing = null!;
    private RetryPolicy? _policy;
    private ObservedBody? _body;
    private bool _isCounted;

    /// <summary>The endpoint of the present try.</summary>
    public ServiceEndpoint? Endpoint { get; private set; }

    /// <summary>Whether the last try ended because it took longer than the Mapping gives each.</summary>
    public bool IsLastTryLate { get; private set; }

    public void Begin(HttpContext context, EdgeProduction production, OutgoingRequest outgoing, ObservedBody? body)
    {
        (_context, _client, _outgoing, _body, _policy) = (context, production.Client, outgoing, body, production.Route.Retry);
        if (_policy is not null && body is not null)
            _kept.Begin(body);
    }

    public void End()
    {
        Release();
        if (_isCounted)
            _client.Load.EndRequest();
        _kept.End();
        (_context, _client, _outgoing, _body, _policy) = (null!, null!, null!, null, null);
        _isCounted = IsLastTryLate = false;
    }

    /// <summary>Takes a place below the service's circuit breakers. False when there is none.</summary>
    public bool TryCount() => _isCounted || (_isCounted = _client.Load.TryBeginRequest());

    /// <summary>Chooses the endpoint of the next try. False when the service has none.</summary>
    public bool TryPick()
    {
        Release();
        Endpoint = _client.Picker.Pick(_context);
        return Endpoint is not null;
    }

    /// <summary>Bytes of the body, which another try may need.</summary>
    public void Keep(ObservedBody body, ReadOnlySpan<byte> bytes) => _kept.Append(body, bytes);

    /// <summary>The body was read to its end.</summary>
    public void KeptAll(ObservedBody body) => _kept.Complete(body);

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_body is { } body && request.Content is { } content)
            request.Content = new StreamedContent(content, body);
        return _policy is { } policy
            ? SendAsync(request, policy, cancellationToken)
            : _client.Invoker.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, RetryPolicy policy, CancellationToken cancellationToken)
    {
        for (var retries = 0; ; retries++)
        {
            HttpResponseMessage? reply = null;
            try
            {
                reply = await TryAsync(request, policy.PerTryTimeout, cancellationToken).ConfigureAwait(false);
                if (!policy.Covers((int)reply.StatusCode) || !MayRetry(policy, retries))
                    return reply;
            }
            catch (Exception e) when (
                !cancellationToken.IsCancellationRequested
                && policy.Covers(TryFailure.Classify(e, IsLastTryLate))
                && MayRetry(policy, retries))
            {
                // The next try is the answer to it.
            }

            try
            {
                if (reply is not null)
                    await DiscardAsync(reply, cancellationToken).ConfigureAwait(false);
                await RetryBackoff.WaitAsync(retries, cancellationToken).ConfigureAwait(false);
                Repeat(request);
            }
            finally
            {
                _client.Load.EndRetry();
            }
        }
    }

    private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, TimeSpan? limit, CancellationToken cancellationToken)
    {
        IsLastTryLate = false;
        if (limit is not { } time)
            return await _client.Invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);

        using var tryEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        tryEnd.CancelAfter(time);
        try
        {
            return await _client.Invoker.SendAsync(request, tryEnd.Token).ConfigureAwait(false);
        }
        finally
        {
            IsLastTryLate = tryEnd.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
        }
    }

    /// <summary>Whether there may be another try; takes a place for it below the circuit breakers.</summary>
    private bool MayRetry(RetryPolicy policy, int retries) =>
        retries < policy.MaxRetries && (_body is not { IsTouched: true } || _kept.IsComplete) && _client.Load.TryBeginRetry();

    private void Repeat(HttpRequestMessage request)
    {
        if (TryPick())
            _outgoing.Address(request, Endpoint!.BaseAddress);
        if (_body is { IsTouched: true } && request.Content is { } content)
            request.Content = _kept.ToContent(content);
    }

    /// <summary>Reads a small reply to its end, which keeps the connection; a large one costs it.</summary>
    private static async Task DiscardAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        const int WorthReading = 16 * 1024;
        using (reply)
        {
            if (reply.Content.Headers.ContentLength <= WorthReading)
                await reply.Content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Release()
    {
        if (Endpoint is { } endpoint)
            _client.Picker.Release(endpoint);
        Endpoint = null;
    }
}
