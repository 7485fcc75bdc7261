using System.Collections.Concurrent;
using ActorProxy.Edge.Tests.Support;

namespace ActorProxy.Edge.Tests.Upstreams;

/// <summary>Production closes a connection instead of answering: it must not get a request again that may change something.</summary>
public sealed class RepeatedRequestTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PURGE")]
    public async Task A_new_connection_that_is_closed_without_an_answer_gets_the_request_once(string method)
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            received.Enqueue((await connection.ReadMessageAsync())!);
            await connection.DisposeAsync();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: \"\"", ["s"]);

        var reply = await edge.ExchangeAsync($"{method} / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(503, reply.Status);
        Assert.Single(received);
        await edge.Offers["s"].NextCopyAsync();
        Assert.True(edge.Offers["s"].IsSilent);
    }

    [Theory]
    [InlineData("GET", false, 200, 2)]
    [InlineData("GET", true, 200, 2)]
    [InlineData("HEAD", false, 200, 2)]
    [InlineData("POST", false, 503, 1)]
    [InlineData("DELETE", false, 503, 1)]
    [InlineData("DELETE", true, 503, 1)]
    public async Task A_kept_connection_that_is_closed_gets_only_requests_again_that_read(string method, bool byReset, int status, int times)
    {
        var received = new ConcurrentQueue<string>();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            while (await connection.ReadMessageAsync() is { } request)
            {
                received.Enqueue(request.StartLine);
                if (received.Count == 2)
                {
                    if (byReset)
                        connection.Reset();
                    else
                        await connection.DisposeAsync();
                    return;
                }

                await connection.SendAsync(Ok);
            }
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: \"\"");
        Assert.Equal(200, (await edge.ExchangeAsync("GET /first HTTP/1.1\r\nHost: a\r\n\r\n")).Status);

        var reply = await edge.ExchangeAsync($"{method} /second HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(status, reply.Status);
        Assert.Equal(times, received.Count(line => line == $"{method} /second HTTP/1.1"));
    }
}
