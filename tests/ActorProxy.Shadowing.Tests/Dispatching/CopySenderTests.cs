using System.Text;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using FsCheck.Fluent;

namespace ActorProxy.Shadowing.Tests.Dispatching;

/// <summary>The bytes that a shadow gets.</summary>
public sealed class CopySenderTests : IAsyncDisposable
{
    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");

    public ValueTask DisposeAsync() => _shadow.DisposeAsync();

    [Fact]
    public async Task A_get_arrivesAsItWas()
    {
        var (head, body) = await SendAsync(Requests.Get("/a%20b/%2F..//?q=%C3%BC&x", ("User-Agent", "curl/8 (x; y)"), ("Accept", "*/*"), ("x-Case", "Kept")));

        Assert.Equal(
            [
                "GET /a%20b/%2F..//?q=%C3%BC&x HTTP/1.1", "Host: example.com-shadow", "User-Agent: curl/8 (x; y)", "Accept: */*", "x-Case: Kept",
                "X-ActorProxy-Shadow: shadow",
            ],
            head);
        Assert.Empty(body);
    }

    [Theory]
    [InlineData("example.com", "example.com-shadow")]
    [InlineData("example.com:8080", "example.com-shadow:8080")]
    [InlineData("127.0.0.1:80", "127.0.0.1-shadow:80")]
    [InlineData("[::1]", "[::1]-shadow")]
    [InlineData("[2001:db8::1]:90", "[2001:db8::1]-shadow:90")]
    [InlineData("a..b", "a..b-shadow")]
    [InlineData("gr\u00fc\u00df", "gr\u00fc\u00df-shadow")]
    [InlineData("", "-shadow")]
    public async Task The_host_hasTheSuffixBeforeThePort(string host, string expected)
    {
        var content = Requests.Get();
        var (head, _) = await SendAsync(new CopyContent { Request = content.Request, PathAndQuery = "/", Host = host });

        Assert.Equal($"Host: {expected}", head[1]);
        Assert.Single(head, line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_bodyWithALength_arrivesWithItsLength()
    {
        var bytes = Encoding.Latin1.GetBytes("\0 body \xFF\r\n");
        var (head, body) = await SendAsync(Requests.Post(bytes));

        Assert.Contains($"Content-Length: {bytes.Length}", head);
        Assert.DoesNotContain(head, line => line.StartsWith("Transfer-Encoding", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(bytes, body);
    }

    [Fact]
    public async Task A_chunkedBody_arrivesChunked()
    {
        var (head, body) = await SendAsync(Requests.Post(new byte[100_000], framing: BodyFraming.Chunked));

        Assert.Contains("Transfer-Encoding: chunked", head);
        Assert.DoesNotContain(head, line => line.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(100_000, body.Length);
    }

    [Theory]
    [InlineData(BodyFraming.ContentLength, "Content-Length: 0")]
    [InlineData(BodyFraming.Chunked, "Transfer-Encoding: chunked")]
    public async Task An_emptyBody_isFramedAsItWas(BodyFraming framing, string expected)
    {
        var (head, body) = await SendAsync(Requests.Post([], framing: framing));

        Assert.Contains(expected, head);
        Assert.Empty(body);
    }

    [Fact]
    public async Task Headers_ofTheContent_areSentOnce()
    {
        var content = Requests.Post([1, 2, 3]);
        content.Request.Content = new ByteArrayContent([]);
        content.Request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x; charset=\"q\"");
        content.Request.Content.Headers.TryAddWithoutValidation("Content-Language", "de");
        content.Request.Content.Headers.TryAddWithoutValidation("Content-Length", "99");

        var (head, body) = await SendAsync(content);

        Assert.Equal(
            ["Content-Language: de", "Content-Length: 3", "Content-Type: application/x; charset=\"q\""],
            head.Where(line => line.StartsWith("Content-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal([1, 2, 3], body);
    }

    [Fact]
    public async Task Odd_headers_arriveAsTheyWere()
    {
        var (head, _) = await SendAsync(Requests.Get("/", ("x-empty", ""), ("x-latin", "gr\u00fc\u00df \u00a0\u00ff"), ("x-two", "a"), ("x-two", "b"), ("Cookie", "a=1; b=2")));

        Assert.Contains("x-empty: ", head);
        Assert.Contains("x-latin: gr\u00fc\u00df \u00a0\u00ff", head);
        Assert.Contains("x-two: a, b", head);
        Assert.Contains("Cookie: a=1; b=2", head);
    }

    [Fact]
    public async Task Any_request_arrivesWithItsMethodPathAndBody()
    {
        using var target = TestTarget.At(_shadow.Port);
        foreach (var request in AnyRequest.Any.Sample(60))
        {
            // A request line is visible ASCII, and a Host must be one.
            var path = "/" + Uri.EscapeDataString(request.Path);
            var content = request.Content();
            var sent = new CopyContent { Request = content.Request, PathAndQuery = path, Host = "h:1", Body = content.Body, Framing = content.Framing };

            var result = await CopySender.SendAsync(target.Target, Copy.Decode(Requests.Encode(sent))).InTime();

            Assert.Equal(CopyOutcome.Answered, result.Outcome);
            Assert.True(_shadow.Requests.TryDequeue(out var got));
            Assert.Equal($"{request.Method} {path} HTTP/1.1", got.Head[0]);
            if (request.Framing != 0) Assert.Equal(request.Body, got.Body);
            foreach (var (name, value) in request.Headers) Assert.Contains(got.Head, line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase) && line.Contains(value, StringComparison.Ordinal));
        }
    }

    private async Task<(string[] Head, byte[] Body)> SendAsync(CopyContent content)
    {
        using var target = TestTarget.At(_shadow.Port);
        var result = await CopySender.SendAsync(target.Target, Copy.Decode(Requests.Encode(content))).InTime();
        Assert.Equal((CopyOutcome.Answered, 204), (result.Outcome, result.Status));
        return Assert.Single(_shadow.Requests);
    }
}
