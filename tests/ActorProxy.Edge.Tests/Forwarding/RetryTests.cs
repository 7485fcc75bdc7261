using System.Collections.Concurrent;
using ActorProxy.Edge.Tests.Support;

namespace ActorProxy.Edge.Tests.Forwarding;

public sealed class RetryTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: x/y\r\nContent-Length: 4\r\n\r\nbody";
    private const string Chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";

    [Theory]
    [InlineData("5xx", 500, 2)]
    [InlineData("5xx", 503, 2)]
    [InlineData("gateway-error", 502, 2)]
    [InlineData("gateway-error", 500, 1)]
    [InlineData("retriable-4xx", 409, 2)]
    [InlineData("retriable-4xx", 404, 1)]
    [InlineData("connect-failure", 503, 1)]
    public async Task A_status_is_tried_again_where_the_policy_covers_it(string on, int status, int tries)
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 {status} X\r\nContent-Length: 3\r\n\r\nbad", received);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, Policy(on), ["s"]);

        var reply = await edge.ExchangeAsync(Get);

        Assert.Equal((status, "bad", tries), (reply.Status, reply.BodyText, received.Count));
        Assert.Equal(status, (await edge.Offers["s"].NextCopyAsync()).ProductionStatus);
        Assert.True(edge.Offers["s"].IsSilent);
        Assert.Equal(1, edge.Counted().Requests);
    }

    [Theory]
    [InlineData(Get, "")]
    [InlineData(Post, "body")]
    [InlineData(Chunked, "body")]
    public async Task The_next_try_is_the_same_request_and_its_reply_is_the_clients(string request, string body)
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            while (await connection.ReadMessageAsync() is { } message)
            {
                received.Enqueue(message);
                await connection.SendAsync(received.Count < 3 ? "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, Policy("5xx", 5), ["s"]);

        Assert.Equal("ok", (await edge.ExchangeAsync(request)).BodyText);

        Assert.Equal(3, received.Count);
        Assert.All(received, message => Assert.Equal(body, message.BodyText));
        Assert.Single(received.Select(message => string.Join('\n', message.Headers.Select(h => $"{h.Key.ToLowerInvariant()}: {h.Value}").Order())).Distinct());
        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal((200, body.Length), (copy.ProductionStatus, copy.Body.Length));
    }

    [Fact]
    public async Task A_refused_endpoint_is_followed_by_the_next()
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var good = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", received);
        var gone = RawUpstream.Start(_ => Task.CompletedTask);
        var closed = gone.Endpoint;
        await gone.DisposeAsync();
        await using var edge = await EdgeUnderTest.StartWithAsync(
            TestMappings.Mapping("prod", "prod", Policy("connect-failure")), new() { ["prod"] = [closed, good.Endpoint] });

        for (var i = 0; i < 4; i++)
            Assert.Equal(200, (await edge.ExchangeAsync(Post)).Status);

        Assert.All(received, message => Assert.Equal("body", message.BodyText));
    }

    [Fact]
    public async Task A_try_that_takes_too_long_is_followed_by_the_next()
    {
        var tries = 0;
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            if (Interlocked.Increment(ref tries) > 1)
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            await connection.ReadToEndAsync();
        });
        await using var edge = await EdgeUnderTest.StartAsync(
            upstream.Endpoint, "rewrite: \"\"; timeout_ms: 10000; retry_policy: { retry_on: 5xx, num_retries: 2, per_try_timeout: 1s }");

        Assert.Equal(200, (await edge.ExchangeAsync(Post)).Status);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task The_last_try_that_takes_too_long_gives_504()
    {
        await using var upstream = RawUpstream.Start(connection => connection.ReadToEndAsync());
        await using var edge = await EdgeUnderTest.StartAsync(
            upstream.Endpoint, "rewrite: \"\"; timeout_ms: 10000; retry_policy: { retry_on: 5xx, num_retries: 1, per_try_timeout: 50ms }");

        var reply = await edge.ExchangeAsync(Get);

        Assert.Equal((504, "upstream request timeout"), (reply.Status, reply.BodyText));
    }

    [Fact]
    public async Task A_body_too_large_to_keep_is_sent_once()
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", received);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, Policy("5xx"));

        using var reply = await edge.Client.PostAsync("/", new ByteArrayContent(new byte[1_100_000]));

        Assert.Equal(503, (int)reply.StatusCode);
        Assert.Single(received);
    }

    private static string Policy(string on, int retries = 1) => $"rewrite: \"\"; timeout_ms: 0; retry_policy: {{ retry_on: {on}, num_retries: {retries} }}";
}
