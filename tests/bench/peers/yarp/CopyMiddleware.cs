using System.Net;

namespace ActorProxy.Bench.Yarp;

/// <summary>
/// What one writes by hand to shadow with YARP: keep the body, forward, then send the same request to the shadow with HttpClient and forget it.
/// The copy's reply is read to its end; failures of the shadow are left aside.
/// </summary>
internal sealed class CopyMiddleware(RequestDelegate next, Uri shadow)
{
    private static readonly HttpMessageInvoker Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        byte[]? body = null;
        if (request.ContentLength > 0)
        {
            body = new byte[request.ContentLength.Value];
            await request.Body.ReadExactlyAsync(body, context.RequestAborted);
            request.Body = new MemoryStream(body);
        }

        var copy = CopyOf(request, body);
        await next(context);
        _ = SendAsync(copy);
    }

    private HttpRequestMessage CopyOf(HttpRequest request, byte[]? body)
    {
        var copy = new HttpRequestMessage(HttpMethod.Parse(request.Method), new Uri(shadow, request.Path.Value + request.QueryString.Value));
        if (body is not null) copy.Content = new ByteArrayContent(body);
        foreach (var (name, values) in request.Headers)
        {
            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name.Equals("Connection", StringComparison.OrdinalIgnoreCase)) continue;
            if (!copy.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                copy.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        copy.Headers.Host = request.Host.Host + "-shadow" + (request.Host.Port is { } port ? $":{port}" : "");
        return copy;
    }

    private static async Task SendAsync(HttpRequestMessage copy)
    {
        try
        {
            using (copy)
            {
                using var reply = await Client.SendAsync(copy, CancellationToken.None).ConfigureAwait(false);
                await reply.Content.CopyToAsync(Stream.Null).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // A shadow's failure is nobody's failure.
        }
    }
}
