using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Text;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Sends one copy to its shadow, once, and reads the reply to its end without keeping it.</summary>
internal static class CopySender
{
    private const int ReadBufferBytes = 16 * 1024;

    // A reply beyond this is cut off: the shadow has answered, and an endless reply must not hold a place.
    private const long MostReplyBytes = 16 * 1024 * 1024;

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Sends the copy.</summary>
    /// <returns>How it ended: answered, timed out, connection failed, or reset. Never fails.</returns>
    public static async Task<CopyResult> SendAsync(ShadowTarget target, Copy copy)
    {
        var started = Stopwatch.GetTimestamp();
        var status = 0;
        CopyOutcome outcome;
        using var timeout = new CancellationTokenSource(target.Settings.Timeout);
        try
        {
            if (target.Endpoints.Next() is { } endpoint)
            {
                using var request = Request(target, copy, endpoint);
                using var reply = await target.Invoker.SendAsync(request, timeout.Token).ConfigureAwait(false);
                status = (int)reply.StatusCode;
                await DrainAsync(reply.Content, timeout.Token).ConfigureAwait(false);
                outcome = CopyOutcome.Answered;
            }
            else
            {
                outcome = CopyOutcome.ConnectFailed;
            }
        }
        catch (Exception) when (timeout.IsCancellationRequested)
        {
            outcome = CopyOutcome.TimedOut;
        }
        catch (Exception e)
        {
            outcome = Classify(e);
        }

        return new CopyResult(outcome, status, copy.ProductionMicroseconds, (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
    }

    private static HttpRequestMessage Request(ShadowTarget target, Copy copy, ServiceEndpoint endpoint)
    {
        var address = UpstreamHandler.BaseOf(target.Route.Service, endpoint.BaseAddress) + Encoding.Latin1.GetString(copy.PathAndQuery.Span);
        var request = new HttpRequestMessage(new HttpMethod(copy.Method), new Uri(address, AsWritten))
        {
            Version = target.Route.Service.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = target.Route.Service.Http2 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        if (copy.Framing != BodyFraming.None) request.Content = new CopyBody(copy.Body, copy.Framing);
        HostAsWritten.Set(request, target.Settings.Host.Apply(Encoding.Latin1.GetString(copy.Host.Span), target.Route.Service));
        foreach (var (name, value) in copy.Headers) Add(request, name, value);
        foreach (var mutation in target.Settings.RequestHeaders)
        {
            if (mutation.Kind != HeaderMutationKind.Append) Remove(request, mutation.Name);
            if (mutation.Kind != HeaderMutationKind.Remove) Add(request, mutation.Name, mutation.Value);
        }

        request.Headers.TryAddWithoutValidation(CopyMarker.HeaderName, target.Route.Name);
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

    private static async Task DrainAsync(HttpContent content, CancellationToken cancellation)
    {
        using var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBufferBytes);
        try
        {
            long total = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0 && (total += read) < MostReplyBytes)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static CopyOutcome Classify(Exception e) => e switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
        } => CopyOutcome.ConnectFailed,

        // The handler's own limit on connecting, shorter than the copy's timeout.
        OperationCanceledException => CopyOutcome.ConnectFailed,
        _ => CopyOutcome.Reset,
    };
}
