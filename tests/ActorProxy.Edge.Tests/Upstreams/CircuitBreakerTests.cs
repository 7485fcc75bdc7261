using ActorProxy.Edge.Tests.Support;

namespace ActorProxy.Edge.Tests.Upstreams;

public sealed class CircuitBreakerTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [InlineData("max_requests: 2")]
    [InlineData("max_connections: 1, max_pending_requests: 1")]
    public async Task Requests_above_the_limit_are_answered_503_at_once_and_those_below_are_served(string limits)
    {
        var go = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            while (await connection.ReadMessageAsync() is not null)
            {
                await go.Task;
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        });
        await using var edge = await EdgeUnderTest.StartAsync(
            upstream.Endpoint, $"rewrite: \"\"; timeout_ms: 0; circuit_breakers: [{{ {limits} }}]", ["s"]);
        var served = Enumerable.Range(0, 2).Select(_ => edge.ExchangeAsync(Get)).ToList();
        await Deadline.UntilAsync(() => edge.Offers["s"].Asked == 2, "both are under way");

        var reply = await edge.ExchangeAsync(Get);

        Assert.Equal(503, reply.Status);
        Assert.Equal("upstream connect error or disconnect/reset before headers. reset reason: overflow", reply.BodyText);
        Assert.Equal("true", reply.Header("x-envoy-overloaded"));
        go.SetResult();
        Assert.All(await Task.WhenAll(served).InTime(), done => Assert.Equal(200, done.Status));
        Assert.Equal(200, (await edge.ExchangeAsync(Get)).Status);
    }

    [Fact]
    public async Task Retries_above_the_limit_are_not_made()
    {
        var tries = 0;
        await using var upstream = RawUpstream.Start(async connection =>
        {
            while (await connection.ReadMessageAsync() is not null)
            {
                Interlocked.Increment(ref tries);
                await connection.SendAsync("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
            }
        });
        await using var edge = await EdgeUnderTest.StartAsync(
            upstream.Endpoint, "rewrite: \"\"; retry_policy: { retry_on: 5xx, num_retries: 5 }; circuit_breakers: [{ max_retries: 0 }]");

        Assert.Equal(503, (await edge.ExchangeAsync(Get)).Status);
        Assert.Equal(1, tries);
    }
}
