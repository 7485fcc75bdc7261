using System.Buffers;
using System.Net;
using System.Text;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Telemetry;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>Sends copies over HTTP/2, with .NET's client. A request is sent again only where the shadow says that it did not look at it.</summary>
internal sealed class Http2Connections(ServiceTarget service, UpstreamSettings settings) : ICopyConnections
{
    private const int ReadBufferBytes = 16 * 1024;

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker _invoker = new(UpstreamHandler.Create(service, settings), disposeHandler: true);

    public async ValueTask<int> ExchangeAsync(CopyRules rules, Copy copy, ServiceEndpoint endpoint, IReplySink? sink, CancellationToken cancellation)
    {
        var status = 0;
        try
        {
            using var request = Request(rules, copy, endpoint);
            using var reply = await _invoker.SendAsync(request, cancellation).ConfigureAwait(false);
            status = (int)reply.StatusCode;
            sink?.Status(status);
            if (sink is not null) Tell(sink.Header, reply.Headers.NonValidated, reply.Content.Headers.NonValidated);
            await ReadAsync(reply.Content, sink, cancellation).ConfigureAwait(false);
            if (sink is not null) Tell(sink.Trailer, reply.TrailingHeaders.NonValidated);
            return status;
        }
        catch (HttpRequestException e) when (e.HttpRequestError is
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            throw new CopyFailedException(CopyOutcome.ConnectFailed, e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            // The handler's own limit on connecting, shorter than the copy's time.
            throw new CopyFailedException(CopyOutcome.ConnectFailed, e.Message, e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw CopyFailedException.Reset(e.Message, e, status);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static HttpRequestMessage Request(CopyRules rules, Copy copy, ServiceEndpoint endpoint)
    {
        var address = UpstreamHandler.BaseOf(rules.Service, endpoint.BaseAddress) + Encoding.Latin1.GetString(copy.PathAndQuery.Span);
        var request = new HttpRequestMessage(new HttpMethod(copy.Method), new Uri(address, AsWritten))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (copy.Framing != BodyFraming.None) request.Content = new CopyBody(copy.Body, copy.Framing);
        HostAsWritten.Set(request, rules.Host.Apply(Encoding.Latin1.GetString(copy.Host.Span), rules.Service));
        var traceParent = rules.TraceParentOf(copy);
        foreach (var (name, value) in copy.Headers) Add(request, name, CopySpan.IsTraceParent(name) ? traceParent ?? value : value);
        foreach (var mutation in rules.Headers)
        {
            if (mutation.Kind != HeaderMutationKind.Append) Remove(request, mutation.Name);
            if (mutation.Kind != HeaderMutationKind.Remove) Add(request, mutation.Name, mutation.Value);
        }

        request.Headers.TryAddWithoutValidation(CopyMarker.HeaderName, rules.Shadow);
        return request;
    }

    // .NET keeps the headers that speak of a body apart from the others, and takes each only in its own place.
    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (request.Headers.TryAddWithoutValidation(name, value)) return;
        request.Content ??= new CopyBody(default, BodyFraming.None);
        request.Content.Headers.TryAddWithoutValidation(name, value);
    }

    private static void Remove(HttpRequestMessage request, string name)
    {
        if (request.Headers.NonValidated.Contains(name)) request.Headers.Remove(name);
        else if (request.Content?.Headers.NonValidated.Contains(name) == true) request.Content.Headers.Remove(name);
    }

    private static void Tell(Action<ReadOnlySpan<byte>, ReadOnlySpan<byte>> tell, params ReadOnlySpan<System.Net.Http.Headers.HttpHeadersNonValidated> all)
    {
        foreach (var headers in all)
        {
            foreach (var (name, values) in headers)
            {
                foreach (var value in values) tell(Encoding.Latin1.GetBytes(name), Encoding.Latin1.GetBytes(value));
            }
        }
    }

    private static async Task ReadAsync(HttpContent content, IReplySink? sink, CancellationToken cancellation)
    {
        using var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBufferBytes);
        try
        {
            long total = 0;
            int read;
            while (total < ICopyConnections.MostReplyBytes && (read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                sink?.Body(buffer.AsSpan(0, read));
                total += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
