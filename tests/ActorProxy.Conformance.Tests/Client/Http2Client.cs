using System.Diagnostics;
using System.Net;
using System.Text;

namespace ActorProxy.Conformance.Tests.Client;

/// <summary>A client that speaks HTTP/2 with prior knowledge.</summary>
internal sealed class Http2Client(int port) : IDisposable
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    });

    /// <summary>Sends a request and reads the whole reply.</summary>
    public async Task<HttpReply> SendAsync(OutgoingRequest request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var start = Stopwatch.GetTimestamp();
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri($"http://127.0.0.1:{port}{request.Target}", AsItIs))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = request.Body is null ? null : new ByteArrayContent(request.Body),
        };
        message.Headers.Host = request.Host;
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _invoker.SendAsync(message, limit.Token);
        var body = await response.Content.ReadAsByteArrayAsync(limit.Token);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).SelectMany(header => Lines(header.Key, header.Value));
        var trailers = response.TrailingHeaders.NonValidated.SelectMany(header => Lines(header.Key, header.Value));
        return new HttpReply((int)response.StatusCode, [.. headers], Encoding.UTF8.GetString(body), [.. trailers], null, Stopwatch.GetElapsedTime(start));
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Lines(string name, IEnumerable<string> values) =>
        values.Select(value => new KeyValuePair<string, string>(name, value));
}
