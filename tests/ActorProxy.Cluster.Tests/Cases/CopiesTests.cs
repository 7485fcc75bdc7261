using System.Globalization;
using System.Text;
using ActorProxy.Testing.Http;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>What arrives at the shadow is what arrived at production, byte for byte, but for the Host.</summary>
[Collection(SharedClusterCollection.Name)]
public class CopiesTests(SharedCluster shared)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData("shop.example", "shop.example-shadow")]
    [InlineData("shop.example:8443", "shop.example-shadow:8443")]
    [InlineData("127.0.0.1:80", "127.0.0.1-shadow:80")]
    [InlineData("[::1]:90", "[::1]-shadow:90")]
    public async Task Host_has_shadow_before_the_port(string host, string expected)
    {
        var (production, shadow) = await SendAsync("GET", $"Host: {host}\r\n", []);

        Assert.Equal(host, production.Header("Host"));
        Assert.Equal(expected, shadow.Header("Host"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PURGE")]
    public async Task Requests_without_a_body_are_copied(string method) => await AssertExactAsync(method, string.Empty, []);

    [Theory]
    [InlineData("POST", 1)]
    [InlineData("PUT", 100)]
    [InlineData("PATCH", 5_000)]
    [InlineData("DELETE", 10)]
    [InlineData("POST", 60_000)]
    [InlineData("POST", 1_048_576)]
    public async Task Bodies_are_copied_byte_for_byte(string method, int length)
    {
        var body = Bytes(length);

        var shadow = await AssertExactAsync(method, $"Content-Length: {length}\r\nContent-Type: application/octet-stream\r\n", body);

        Assert.Equal(body, shadow.Body);
    }

    [Fact]
    public async Task An_empty_body_stays_an_empty_body()
    {
        var shadow = await AssertExactAsync("POST", "Content-Length: 0\r\n", []);

        Assert.Equal("0", shadow.Header("Content-Length"));
    }

    [Fact]
    public async Task Chunked_bodies_stay_chunked()
    {
        var wire = Encoding.ASCII.GetBytes("5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n");

        var shadow = await AssertExactAsync("POST", "Transfer-Encoding: chunked\r\n", wire);

        Assert.True(shadow.IsChunked);
        Assert.Equal("firstsecond", shadow.BodyText);
    }

    [Fact]
    public async Task Odd_headers_are_copied_as_production_got_them()
    {
        var shadow = await AssertExactAsync(
            "GET",
            "X-Empty:\r\nx-lower-case: a, b,, c\r\nX-Twice: one\r\nX-Twice: two\r\nCookie: a=1; b=\"2\"\r\nAuthorization: Basic eDp5\r\n" +
            "User-Agent: odd/1.0 (x; y) z\r\nAccept: */*;q=0.1\r\nX-Quote: \"a\\\"b\"\r\nReferer: not a uri\r\n",
            []);

        Assert.Equal("a, b,, c", shadow.Header("x-lower-case"));
        Assert.Equal("Basic eDp5", shadow.Header("Authorization"));
    }

    [Theory]
    [InlineData("?")]
    [InlineData("?x=1&x=2&y=%20a+b")]
    [InlineData("/%2Fslash%2f/%E2%82%AC/;p=1/'()*!~?q=/?:@")]
    public async Task Targets_are_copied_as_sent(string end)
    {
        var (production, shadow) = await SendAsync("GET", string.Empty, [], end);

        Assert.EndsWith(end, production.Target, StringComparison.Ordinal);
        Assert.Equal(production.Line, shadow.Line);
    }

    [Fact]
    public async Task A_body_over_the_limit_reaches_production_and_is_counted()
    {
        var before = (await shared.Edge.Admin.ReadMetricsAsync()).Shadow("limits-shadow");
        var body = Bytes(1_048_577);
        using var client = new HttpClient();
        using var content = new ByteArrayContent(body);

        using var response = await client.PostAsync($"{shared.Edge.EdgeUrl}/limits/large", content);

        response.EnsureSuccessStatusCode();
        var production = await shared.Production.ReceivedAsync(r => r.Target == "/limits/large", Deadline, "the large body");
        Assert.Equal(body, production.Body);
        var after = await shared.Edge.SettledAsync("limits-shadow", before.Offered + 1);
        Assert.Equal(before.Outcome("body_too_large") + 1, after.Outcome("body_too_large"));
        Assert.DoesNotContain(shared.Shadow.Requests, r => r.Target == "/limits/large");
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private async Task<RecordedRequest> AssertExactAsync(string method, string headers, byte[] body)
    {
        var (production, shadow) = await SendAsync(method, headers, body);

        Assert.Equal(production.Line, shadow.Line);
        Assert.Equal(production.HeadersWithout("Host"), shadow.HeadersWithout("Host", "X-ActorProxy-Shadow"));
        Assert.Equal(production.IsChunked, shadow.IsChunked);
        Assert.Equal(production.Body, shadow.Body);
        return shadow;
    }

    private async Task<(RecordedRequest Production, RecordedRequest Shadow)> SendAsync(string method, string headers, byte[] body, string end = "")
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/copies/{Guid.NewGuid():N}");
        var host = headers.Contains("Host:", StringComparison.Ordinal) ? string.Empty : "Host: shop.example\r\n";
        var head = Encoding.Latin1.GetBytes($"{method} {path}{end} HTTP/1.1\r\n{host}{headers}\r\n");

        var reply = await RawClient.SendAsync(shared.Edge.EdgePort, [.. head, .. body]);

        Assert.StartsWith("HTTP/1.1 200", reply, StringComparison.Ordinal);
        var production = await shared.Production.ReceivedAsync(r => r.Target.StartsWith(path, StringComparison.Ordinal), Deadline, path);
        var shadow = await shared.Shadow.ReceivedAsync(r => r.Target.StartsWith(path, StringComparison.Ordinal), Deadline, path);
        return (production, shadow);
    }
}
