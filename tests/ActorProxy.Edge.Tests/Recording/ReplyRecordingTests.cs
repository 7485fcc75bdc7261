using System.Net;
using ActorProxy.Edge.Tests.Support;
using ActorProxy.Shadowing.Offering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ActorProxy.Edge.Tests.Recording;

/// <summary>Production's reply is recorded for copies that are compared, and for no others; its client never notices.</summary>
public sealed class ReplyRecordingTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Chunked = "HTTP/1.1 200 OK\r\nX-One: 1\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n";

    [Fact]
    public async Task The_reply_comes_with_the_copy_whole()
    {
        await using var upstream = RawUpstream.Answering(Chunked + "2\r\nab\r\n3\r\ncde\r\n0\r\nX-Sum: 5\r\n\r\n");
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].ReplyLimit = 5;

        var answer = await edge.ExchangeAsync(Get);

        Assert.Equal("abcde", answer.BodyText);
        Assert.Equal(new("X-Sum", "5"), Assert.Single(answer.Trailers));
        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal((200, RecordedReplyEnd.Complete, "abcde"), (copy.ProductionStatus, copy.Reply!.End, copy.Reply.Body));
        Assert.Contains("X-One: 1", copy.Reply.Head);
        Assert.Equal(["X-Sum: 5"], copy.Reply.Trailers);
        await Deadline.UntilAsync(() => edge.Offers["s"].Reserved == 0, "the memory is given back");
    }

    [Fact]
    public async Task A_grpc_reply_comes_with_its_trailers()
    {
        await using var upstream = await KestrelUpstream.StartAsync(
            async context =>
            {
                context.Response.ContentType = "application/grpc";
                context.Response.DeclareTrailer("grpc-status");
                await context.Response.WriteAsync("message");
                context.Response.AppendTrailer("grpc-status", "5");
            },
            HttpProtocols.Http2);
        await using var edge = await EdgeUnderTest.StartWithAsync(
            TestMappings.One("rewrite: \"\"; grpc: true", ["s"]), new() { ["prod"] = [upstream.Endpoint], ["test"] = [] });
        edge.Offers["s"].ReplyLimit = 1000;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/pkg.Service/Call")
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent([]),
        };

        using var reply = await edge.Client.SendAsync(request);

        Assert.Equal("message", await reply.Content.ReadAsStringAsync());
        Assert.Equal("5", Assert.Single(reply.TrailingHeaders.GetValues("grpc-status")));
        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal((RecordedReplyEnd.Complete, "message"), Facts(copy));
        Assert.Contains("grpc-status: 5", copy.Reply!.Trailers);
    }

    [Theory]
    [InlineData("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n")]
    [InlineData(Get, "HTTP/1.1 304 Not Modified\r\n\r\n")]
    [InlineData(Get, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_reply_without_a_body_is_complete(string request, string reply)
    {
        await using var upstream = RawUpstream.Answering(reply);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].ReplyLimit = 100;

        await edge.ExchangeAsync(request);

        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal((RecordedReplyEnd.Complete, ""), (copy.Reply!.End, copy.Reply.Body));
    }

    [Fact]
    public async Task Each_shadow_gets_what_it_compares_when_it_is_there()
    {
        var goOn = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync(Chunked + "4\r\nabcd\r\n");
            await goOn.Task;
            await connection.SendAsync("4\r\nefgh\r\n0\r\n\r\n");
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["plain", "short", "long"]);
        edge.Offers["short"].ReplyLimit = 3;
        edge.Offers["long"].ReplyLimit = 8;
        await using var client = await edge.ConnectAsync();

        await client.SendAsync(Get);
        await client.ReadHeadAsync();
        Assert.Equal("abcd"u8.ToArray(), await client.ReadChunkAsync());

        // The rest of the reply is not there: only who waits for it waits.
        Assert.Null((await edge.Offers["plain"].NextCopyAsync()).Reply);
        Assert.Equal((RecordedReplyEnd.Truncated, ""), Facts(await edge.Offers["short"].NextCopyAsync()));
        Assert.True(edge.Offers["long"].IsSilent);

        goOn.SetResult();
        Assert.Equal("efgh"u8.ToArray(), await client.ReadChunkAsync());
        Assert.Equal((RecordedReplyEnd.Complete, "abcdefgh"), Facts(await edge.Offers["long"].NextCopyAsync()));
        await Deadline.UntilAsync(() => edge.Offers["long"].Reserved == 0 && edge.Offers["short"].Reserved == 0, "the memory is given back");
    }

    [Fact]
    public async Task An_event_stream_is_not_waited_for()
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n:\n\n\r\n");
            await connection.ReadLineAsync();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].ReplyLimit = 1000;
        await using var client = await edge.ConnectAsync();

        await client.SendAsync(Get);
        await client.ReadHeadAsync();
        Assert.Equal(":\n\n"u8.ToArray(), await client.ReadChunkAsync());

        Assert.Equal((RecordedReplyEnd.Truncated, ""), Facts(await edge.Offers["s"].NextCopyAsync()));
    }

    [Fact]
    public async Task A_reply_that_takes_long_is_not_waited_for_and_goes_on()
    {
        var goOn = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync(Chunked + "1\r\na\r\n");
            await goOn.Task;
            await connection.SendAsync("1\r\nb\r\n0\r\n\r\n");
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].ReplyLimit = 1000;
        await using var client = await edge.ConnectAsync();
        await client.SendAsync(Get);

        Assert.Equal((RecordedReplyEnd.Truncated, ""), Facts(await edge.Offers["s"].NextCopyAsync()));

        goOn.SetResult();
        Assert.Equal("ab", (await client.ReadMessageAsync())!.BodyText);
        Assert.True(edge.Offers["s"].IsSilent);
    }

    [Fact]
    public async Task A_client_that_leaves_within_the_reply_is_told_apart()
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync(Chunked + "4\r\nabcd\r\n");
            await connection.ReadLineAsync();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].ReplyLimit = 1000;
        var client = await edge.ConnectAsync();
        await client.SendAsync(Get);
        await client.ReadHeadAsync();

        client.Reset();

        Assert.Equal((RecordedReplyEnd.ClientLeft, ""), Facts(await edge.Offers["s"].NextCopyAsync()));
    }

    [Fact]
    public async Task Production_that_breaks_within_its_reply_is_told_apart()
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcd");
            connection.Reset();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].ReplyLimit = 1000;
        await using var client = await edge.ConnectAsync();

        await client.SendAsync(Get);
        await client.ReadToEndAsync();

        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal((200, RecordedReplyEnd.Reset), (copy.ProductionStatus, copy.Reply!.End));
    }

    [Theory]
    [InlineData("127.0.0.1:1", RecordedReplyEnd.ConnectFailed)]
    [InlineData(null, RecordedReplyEnd.ConnectFailed)]
    public async Task Production_that_cannot_be_reached_is_told_apart(string? endpoint, RecordedReplyEnd end)
    {
        await using var edge = await EdgeUnderTest.StartAsync(endpoint, shadows: ["s"]);
        edge.Offers["s"].ReplyLimit = 1000;

        Assert.Equal(503, (await edge.ExchangeAsync(Get)).Status);

        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal((0, end), (copy.ProductionStatus, copy.Reply!.End));
    }

    [Fact]
    public async Task Production_that_is_too_slow_is_told_apart()
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.ReadLineAsync();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: \"\"; timeout_ms: 100", ["s"]);
        edge.Offers["s"].ReplyLimit = 1000;

        Assert.Equal(504, (await edge.ExchangeAsync(Get)).Status);

        Assert.Equal(RecordedReplyEnd.TimedOut, (await edge.Offers["s"].NextCopyAsync()).Reply!.End);
    }

    [Fact]
    public async Task Without_room_in_the_budget_the_copy_goes_without_the_reply()
    {
        await using var upstream = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].ReplyLimit = 1000;
        edge.Offers["s"].Budget = 3;

        Assert.Equal("abcd", (await edge.ExchangeAsync(Get)).BodyText);

        Assert.Equal((RecordedReplyEnd.Truncated, ""), Facts(await edge.Offers["s"].NextCopyAsync()));
        Assert.Equal(0, edge.Offers["s"].Reserved);
    }

    [Fact]
    public async Task A_recording_does_not_reach_into_the_next_request()
    {
        var number = 0;
        await using var upstream = RawUpstream.Start(async connection =>
        {
            while (await connection.ReadMessageAsync() is not null)
                await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{++number:000}");
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].ReplyLimit = 3;

        for (var i = 1; i <= 20; i++)
        {
            await edge.ExchangeAsync(Get);
            Assert.Equal((RecordedReplyEnd.Complete, $"{i:000}"), Facts(await edge.Offers["s"].NextCopyAsync()));
        }
    }

    private static (RecordedReplyEnd End, string Body) Facts(OfferedCopy copy) => (copy.Reply!.End, copy.Reply.Body);
}
