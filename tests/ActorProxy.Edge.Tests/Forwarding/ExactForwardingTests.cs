using System.Collections.Concurrent;
using ActorProxy.Edge.Tests.Support;

namespace ActorProxy.Edge.Tests.Forwarding;

public sealed class ExactForwardingTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("/")]
    [InlineData("/a//b/")]
    [InlineData("/%2F%2f/%41%zz/%C3%A9")]
    [InlineData("/a|b\"<>^`{}[]")]
    [InlineData("/a?x=%2F&y=a+b&&=?/../x")]
    [InlineData("/a?")]
    [InlineData("/?q=#frag")]
    [InlineData("/a;v=1,2@x:y!$&'()*~")]
    public async Task The_target_reaches_production_byte_for_byte(string target)
    {
        var received = await SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal($"GET {target} HTTP/1.1", received.StartLine);
    }

    [Theory]
    [InlineData("http://other.example/x?y", "/x?y")]
    [InlineData("http://other.example", "/")]
    [InlineData("http://other.example?y", "/?y")]
    public async Task An_absolute_target_is_sent_in_origin_form_with_its_own_host(string target, string sent)
    {
        var received = await SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(sent, received.Target);
        Assert.Equal("other.example", received.Header("Host"));
    }

    [Fact]
    public async Task Dot_segments_are_resolved_before_matching_and_forwarding()
    {
        var received = await SendAsync("GET /a/../b/%2e/c?d=../e HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal("/b/c?d=../e", received.Target);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("example.com:8080")]
    [InlineData("EXAMPLE.com:080")]
    [InlineData("a_b-c")]
    [InlineData("[::1]:90")]
    [InlineData("1.2.3.4")]
    [InlineData("a..b")]
    [InlineData("a:99999")]
    [InlineData("a!b")]
    [InlineData("")]
    public async Task The_host_is_kept_as_the_client_sent_it(string host)
    {
        var received = await SendAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");

        Assert.Equal([host], received.All("Host"));
    }

    [Theory]
    [InlineData("get / HTTP/1.1\r\nHost: a\r\n\r\n", "false")]
    [InlineData("GET / HTTP/1.1\r\nHost: a..b\r\n\r\n", "true")]
    public async Task What_cannot_be_sent_as_it_is_is_refused(string request, string isGrpc)
    {
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, $"rewrite: \"\"; grpc: {isGrpc}", ["s"]);

        var reply = await edge.ExchangeAsync(request);

        Assert.Equal(400, reply.Status);
        Assert.Equal(0, edge.Offers["s"].Asked);
        Assert.Equal(0, upstream.Connections);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("PROPFIND")]
    [InlineData("M-SEARCH")]
    [InlineData("FoO")]
    public async Task The_method_is_kept_as_the_client_sent_it(string method)
    {
        var received = await SendAsync($"{method} / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(method, received.Method);
    }

    [Fact]
    public async Task Headers_are_kept_with_odd_names_odd_values_and_no_value()
    {
        var received = await SendAsync(
            "GET / HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nX-!#$%&'*+-.^_`|~: 1\r\nX-Latin: caf\u00e9 \u00ff\r\nX-Comma: a,b, c\r\nCookie: a=b; c=d\r\n"
            + "User-Agent: x (y; z)\r\nAuthorization: Basic ==\r\nIf-Modified-Since: not a date\r\nRange: bytes=0-,-1\r\nDate: yesterday\r\n"
            + "Accept: a/b;q=x\r\nContent-Type: odd\r\nExpires: never\r\nAllow: THIS\r\nContent-Language: ?\r\n\r\n");

        Assert.Equal("", received.Header("X-Empty"));
        Assert.Equal("1", received.Header("X-!#$%&'*+-.^_`|~"));
        Assert.Equal("caf\u00e9 \u00ff", received.Header("X-Latin"));
        Assert.Equal("a,b, c", received.Header("X-Comma"));
        Assert.Equal("a=b; c=d", received.Header("Cookie"));
        Assert.Equal("x (y; z)", received.Header("User-Agent"));
        Assert.Equal("Basic ==", received.Header("Authorization"));
        Assert.Equal("not a date", received.Header("If-Modified-Since"));
        Assert.Equal("bytes=0-,-1", received.Header("Range"));
        Assert.Equal("yesterday", received.Header("Date"));
        Assert.Equal("a/b;q=x", received.Header("Accept"));
        Assert.Equal("odd", received.Header("Content-Type"));
        Assert.Equal("never", received.Header("Expires"));
        Assert.Equal("THIS", received.Header("Allow"));
        Assert.Equal("?", received.Header("Content-Language"));
    }

    [Fact]
    public async Task Several_headers_of_one_name_keep_all_values_in_order()
    {
        var received = await SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Many: one\r\nX-Other: x\r\nX-Many: two\r\nX-Many:\r\n\r\n");

        Assert.Equal("one, two, ", string.Join(", ", received.All("X-Many")) + (received.All("X-Many").Count == 1 ? " " : ""));
    }

    [Fact]
    public async Task Headers_of_the_connection_are_not_passed_on()
    {
        var received = await SendAsync(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-Mine, upgrade\r\nX-Mine: 1\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\n"
            + "Proxy-Connection: keep-alive\r\nProxy-Authorization: x\r\nUpgrade: h2c\r\nX-Yours: 2\r\n\r\n");

        Assert.All(
            ["Connection", "X-Mine", "Keep-Alive", "TE", "Proxy-Connection", "Proxy-Authorization", "Upgrade", "Transfer-Encoding"],
            name => Assert.False(received.Has(name), name));
        Assert.Equal("2", received.Header("X-Yours"));
    }

    [Fact]
    public async Task Nothing_but_the_documented_headers_is_added()
    {
        var received = await SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(
            ["host", "x-forwarded-for", "x-forwarded-proto", "x-request-id"],
            received.Headers.Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal("127.0.0.1", received.Header("x-forwarded-for"));
        Assert.Equal("http", received.Header("x-forwarded-proto"));
        Assert.True(Guid.TryParseExact(received.Header("x-request-id"), "D", out var id) && id.Version == 4);
    }

    [Fact]
    public async Task Forwarding_headers_are_appended_to_kept_or_replaced()
    {
        var received = await SendAsync(
            "GET /a HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\nX-Forwarded-Proto: https\r\nX-Request-Id: mine\r\n"
            + "X-Envoy-Original-Path: /lie\r\nX-Envoy-Expected-Rq-Timeout-Ms: 1\r\n\r\n");

        Assert.Equal(["1.1.1.1,2.2.2.2,127.0.0.1"], received.All("x-forwarded-for"));
        Assert.Equal(["http"], received.All("x-forwarded-proto"));
        Assert.Equal(["mine"], received.All("x-request-id"));
        Assert.False(received.Has("x-envoy-original-path"));
        Assert.False(received.Has("x-envoy-expected-rq-timeout-ms"));
    }

    [Fact]
    public async Task A_rewritten_path_and_a_timeout_are_told_to_production()
    {
        var received = await SendAsync("GET /a/../svc/x%2Fy?q=1 HTTP/1.1\r\nHost: a\r\n\r\n", "rewrite: /api/; timeout_ms: 4500", prefix: "/svc/");

        Assert.Equal("/api/x%2Fy?q=1", received.Target);
        Assert.Equal("/svc/x%2Fy?q=1", received.Header("x-envoy-original-path"));
        Assert.Equal("4500", received.Header("x-envoy-expected-rq-timeout-ms"));
    }

    [Theory]
    [InlineData("api", "/x", "/apix")]
    [InlineData("/", "/x", "/x")]
    public async Task A_rewritten_path_always_starts_with_a_slash(string rewrite, string path, string sent)
    {
        var received = await SendAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n", $"rewrite: {rewrite}; timeout_ms: 0");

        Assert.Equal(sent, received.Target);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n\0\u00ff\r\nx", "5", null, "\0\u00ff\r\nx")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "0", null, "")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", null, "chunked", "abcde")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", null, "chunked", "")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nget", "3", null, "get")]
    [InlineData("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", null, null, "")]
    public async Task The_body_is_passed_on_with_the_framing_it_came_with(string request, string? length, string? encoding, string body)
    {
        var received = await SendAsync(request);

        Assert.Equal(length, received.Header("Content-Length"));
        Assert.Equal(encoding, received.Header("Transfer-Encoding"));
        Assert.Equal(body, received.BodyText);
    }

    [Fact]
    public async Task A_client_that_waits_for_100_continue_gets_it_when_production_gives_it()
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            var head = await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            var body = (await connection.ReadBodyAsync(head!)).BodyText;
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);
        await using var client = await edge.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        Assert.Equal(100, (await client.ReadHeadAsync())!.Status);
        await client.SendAsync("body");

        Assert.Equal("body", (await client.ReadMessageAsync())!.BodyText);
    }

    private static async Task<RawMessage> SendAsync(string request, string fields = "rewrite: \"\"; timeout_ms: 0", string prefix = "/")
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering(Ok, received);
        await using var edge = await EdgeUnderTest.StartWithAsync(
            TestMappings.Mapping("prod", "prod", fields, prefix), new() { ["prod"] = [upstream.Endpoint] });

        var reply = await edge.ExchangeAsync(request);

        Assert.Equal(200, reply.Status);
        return Assert.Single(received);
    }
}
