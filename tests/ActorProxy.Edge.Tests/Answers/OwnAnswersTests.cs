using System.Collections.Concurrent;
using ActorProxy.Edge.Tests.Support;

namespace ActorProxy.Edge.Tests.Answers;

public sealed class OwnAnswersTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: production\r\nContent-Length: 2\r\n\r\nok";
    private const string Cors =
        "rewrite: \"\"; timeout_ms: 0; cors: { origins: [\"http://good\"], methods: [GET, PUT], headers: [X-A], credentials: true, exposed_headers: [X-B], max_age: \"60\" }";

    [Theory]
    [InlineData("host_redirect: true; path_redirect: /new", "/old/x?q=1", 301, "http://other/new?q=1")]
    [InlineData("host_redirect: true; redirect_response_code: 308", "/old/x?q=1", 308, "http://other/old/x?q=1")]
    [InlineData("host_redirect: true; prefix_redirect: /moved/", "/old/x%2Fy", 301, "http://other/moved/x%2Fy")]
    public async Task A_redirect_is_answered_by_the_proxy_and_goes_nowhere(string fields, string target, int status, string location)
    {
        await using var edge = await EdgeUnderTest.StartWithAsync(TestMappings.Mapping("r", "other", fields, "/old/"), []);

        var reply = await edge.ExchangeAsync($"GET {target} HTTP/1.1\r\nHost: here\r\n\r\n");

        Assert.Equal((status, location, "0"), (reply.Status, reply.Header("Location"), reply.Header("Content-Length")));
    }

    [Fact]
    public async Task A_preflight_from_an_origin_that_is_let_in_is_answered_by_the_proxy()
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering(Ok, received);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, Cors, ["s"]);

        var reply = await edge.ExchangeAsync("OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: http://good\r\nAccess-Control-Request-Method: PUT\r\n\r\n");

        Assert.Equal(200, reply.Status);
        Assert.Equal("http://good", reply.Header("Access-Control-Allow-Origin"));
        Assert.Equal("true", reply.Header("Access-Control-Allow-Credentials"));
        Assert.Equal("GET, PUT", reply.Header("Access-Control-Allow-Methods"));
        Assert.Equal("X-A", reply.Header("Access-Control-Allow-Headers"));
        Assert.Equal("60", reply.Header("Access-Control-Max-Age"));
        Assert.Empty(received);
        Assert.Equal((0L, 0L), (edge.Offers["s"].Asked, edge.Counted().Requests));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nOrigin: http://good\r\n\r\n", "http://good")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nOrigin: http://bad\r\n\r\n", "production")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "production")]
    [InlineData("OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: http://good\r\n\r\n", "http://good")]
    public async Task Other_requests_go_to_production_and_replies_say_who_may_read_them(string request, string allowed)
    {
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, Cors);

        var reply = await edge.ExchangeAsync(request);

        Assert.Equal((200, "ok"), (reply.Status, reply.BodyText));
        Assert.Equal([allowed], reply.All("Access-Control-Allow-Origin"));
        Assert.Equal(allowed == "http://good" ? "X-B" : null, reply.Header("Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task A_local_reply_says_who_may_read_it_too()
    {
        await using var edge = await EdgeUnderTest.StartAsync(endpoint: null, Cors);

        var reply = await edge.ExchangeAsync("GET / HTTP/1.1\r\nHost: a\r\nOrigin: http://good\r\n\r\n");

        Assert.Equal((503, "http://good"), (reply.Status, reply.Header("Access-Control-Allow-Origin")));
    }
}
