using System.Collections.Concurrent;
using ActorProxy.Edge.Tests.Support;

namespace ActorProxy.Edge.Tests.Headers;

public sealed class HeaderChangesTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nX-Keep: 1\r\nX-Drop: 1\r\nX-Over: old\r\nX-More: a\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public async Task Request_headers_are_removed_set_and_appended_for_production_and_its_copy()
    {
        var (received, edge) = await SendAsync(
            "add_request_headers: { X-Over: { value: new, append: false }, X-More: { value: b }, X-New: { value: \"%PROTOCOL% %DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT% 100%%\" }, "
            + "Content-Type: { value: text/new, append: false } }; remove_request_headers: [X-Drop, Content-Language]",
            "GET / HTTP/1.1\r\nHost: a\r\nX-Over: old\r\nX-More: a\r\nX-Drop: 1\r\nX-Keep: 1\r\nContent-Type: text/old\r\nContent-Language: de\r\n\r\n");
        await using var _ = edge;

        Assert.Equal(["new"], received.All("X-Over"));
        Assert.Equal("a, b", string.Join(", ", received.All("X-More")));
        Assert.Equal(["HTTP/1.1 127.0.0.1 100%"], received.All("X-New"));
        Assert.Equal(["text/new"], received.All("Content-Type"));
        Assert.Equal((false, false, "1"), (received.Has("X-Drop"), received.Has("Content-Language"), received.Header("X-Keep")));
        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal(("new", null, "text/new"), (copy.Header("X-Over"), copy.Header("X-Drop"), copy.Header("Content-Type")));
    }

    [Fact]
    public async Task Response_headers_are_removed_set_and_appended()
    {
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartAsync(
            upstream.Endpoint,
            "add_response_headers: { X-Over: { value: new, append: false }, X-More: { value: b }, X-New: { value: c } }; remove_response_headers: [X-Drop, Content-Length]");

        var reply = await edge.ExchangeAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(("new", "c", "1", false), (reply.Header("X-Over"), reply.Header("X-New"), reply.Header("X-Keep"), reply.Has("X-Drop")));
        Assert.Equal(["a", "b"], reply.All("X-More"));
        Assert.Equal("0", reply.Header("Content-Length"));
    }

    [Fact]
    public async Task A_rewritten_host_is_what_production_and_copies_get()
    {
        var (received, edge) = await SendAsync("host_rewrite: inner.example:81", "GET / HTTP/1.1\r\nHost: outer\r\n\r\n");
        await using var _ = edge;

        Assert.Equal(["inner.example:81"], received.All("Host"));
        Assert.Equal("inner.example:81", (await edge.Offers["s"].NextCopyAsync()).Host);
    }

    [Fact]
    public async Task An_automatic_host_is_the_services_name_for_production_only()
    {
        var (received, edge) = await SendAsync("auto_host_rewrite: true", "GET / HTTP/1.1\r\nHost: outer\r\n\r\n");
        await using var _ = edge;

        Assert.Equal(["prod"], received.All("Host"));
        Assert.Equal("outer", (await edge.Offers["s"].NextCopyAsync()).Host);
    }

    private static async Task<(RawMessage Received, EdgeUnderTest Edge)> SendAsync(string fields, string request)
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering(Ok, received);
        var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, fields, ["s"]);
        Assert.Equal(200, (await edge.ExchangeAsync(request)).Status);
        return (Assert.Single(received), edge);
    }
}
