using System.Net;
using System.Text;
using ActorProxy.Edge.Tests.Support;

namespace ActorProxy.Edge.Tests.Forwarding;

public sealed class ReplyTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Status_reason_and_headers_reach_the_client_unchanged()
    {
        var reply = await GetAsync(
            "HTTP/1.1 299 Quite Odd\r\nServer: mine\r\nDate: then\r\nSet-Cookie: a=1; Path=/\r\nX-Empty:\r\nSet-Cookie: b=2, x\r\nX-Latin: caf\u00e9\r\n"
            + "Content-Type: odd\r\nETag: W/\"\u00ff\"\r\nVary: a\r\nvary: b\r\nAlt-Svc: h3=\":1\"\r\nContent-Length: 2\r\n\r\nhi");

        Assert.Equal("HTTP/1.1 299 Quite Odd", reply.StartLine);
        Assert.Equal(
            ["Alt-Svc=h3=\":1\"", "Content-Length=2", "Content-Type=odd", "Date=then", "ETag=W/\"\u00ff\"", "Server=mine", "Set-Cookie=a=1; Path=/",
                "Set-Cookie=b=2, x", "Vary=a", "Vary=b", "X-Empty=", "X-Latin=caf\u00e9"],
            reply.Headers.Select(header => $"{header.Key}={header.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("hi", reply.BodyText);
    }

    [Fact]
    public async Task Headers_of_the_connection_are_not_passed_on()
    {
        var reply = await GetAsync(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nKeep-Alive: timeout=1\r\nProxy-Connection: close\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n");

        Assert.All(["Connection", "Keep-Alive", "Proxy-Connection", "Upgrade"], name => Assert.False(reply.Has(name), name));
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\n\r\n")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_reply_without_body_leaves_the_connection_usable(string answer)
    {
        await using var upstream = RawUpstream.Answering(answer);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);
        await using var client = await edge.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            await client.SendAsync(Get);
            var reply = await client.ReadMessageAsync(withoutBody: true);
            Assert.Equal(answer[..answer.IndexOf("\r\n", StringComparison.Ordinal)], reply!.StartLine);
        }
    }

    [Fact]
    public async Task The_reply_to_HEAD_keeps_its_length_and_has_no_body()
    {
        await using var upstream = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);
        await using var client = await edge.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            await client.SendAsync("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal("1234", (await client.ReadMessageAsync(withoutBody: true))!.Header("Content-Length"));
        }
    }

    [Fact]
    public async Task Interim_replies_are_not_taken_for_the_reply()
    {
        var reply = await GetAsync("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        Assert.Equal((200, "ok"), (reply.Status, reply.BodyText));
    }

    [Fact]
    public async Task A_chunked_reply_stays_chunked_and_keeps_its_trailers()
    {
        var reply = await GetAsync(
            "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 42\r\n\r\n");

        Assert.Equal(("chunked", "abcde"), (reply.Header("Transfer-Encoding"), reply.BodyText));
        Assert.Equal("X-Sum", reply.Header("Trailer"));
        Assert.Equal([new("X-Sum", "42")], reply.Trailers);
    }

    [Fact]
    public async Task A_reply_that_ends_with_its_connection_is_complete()
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync("HTTP/1.0 200 OK\r\n\r\nuntil the end");
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);

        Assert.Equal("until the end", (await edge.ExchangeAsync(Get)).BodyText);
    }

    [Fact]
    public async Task A_reply_that_breaks_off_never_looks_complete()
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n");
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);
        await using var client = await edge.ConnectAsync();

        await client.SendAsync(Get);
        var seen = Encoding.Latin1.GetString(await client.ReadToEndAsync());

        Assert.DoesNotContain("0\r\n\r\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_arrive_one_by_one_and_the_head_before_the_first()
    {
        var next = new SemaphoreSlim(0);
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (var i = 0; i < 3; i++)
            {
                await next.WaitAsync();
                await connection.SendAsync($"8\r\ndata: {i}\n\r\n");
            }

            await connection.ReadToEndAsync();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        await using var client = await edge.ConnectAsync();

        await client.SendAsync(Get);
        Assert.Equal("text/event-stream", (await client.ReadHeadAsync())!.Header("Content-Type"));
        Assert.Equal(200, (await edge.Offers["s"].NextCopyAsync()).ProductionStatus);
        for (var i = 0; i < 3; i++)
        {
            next.Release();
            Assert.Equal($"data: {i}\n", Encoding.ASCII.GetString(await client.ReadChunkAsync()));
        }
    }

    [Fact]
    public async Task Large_bodies_stream_both_ways_without_being_held()
    {
        const int Size = 24 * 1024 * 1024;
        var uploaded = new TaskCompletionSource<int>();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            var head = await connection.ReadHeadAsync();
            uploaded.SetResult((await connection.ReadBodyAsync(head!)).Body.Length);
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Size}\r\n\r\n");
            var part = new byte[1024 * 1024];
            for (var i = 0; i < Size / part.Length; i++)
                await connection.SendAsync(part);
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(new byte[Size]) };
        using var reply = await edge.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var read = 0L;
        await using (var body = await reply.Content.ReadAsStreamAsync())
        {
            var buffer = new byte[64 * 1024];
            while (await body.ReadAsync(buffer) is > 0 and var count)
                read += count;
        }

        Assert.Equal((Size, (long)Size), (await uploaded.Task, read));
        Assert.Equal(ActorProxy.Shadowing.Accounting.CopyOutcome.BodyTooLarge, await edge.Offers["s"].NextGivenUpAsync());
        // Both test bodies are in this process too; the edge adds no third and fourth.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 3L * Size);
    }

    [Fact]
    public async Task A_slow_reader_holds_production_back_instead_of_filling_memory()
    {
        var sent = 0L;
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
            var part = new byte[256 * 1024];
            while (true)
            {
                await connection.SendWithoutLimitAsync(part);
                Interlocked.Add(ref sent, part.Length);
            }
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);
        await using var client = await edge.ConnectAsync();

        await client.SendAsync(Get);
        await client.ReadHeadAsync();
        var last = -1L;
        await Deadline.UntilAsync(() => Interlocked.Exchange(ref last, Interlocked.Read(ref sent)) == Interlocked.Read(ref sent) && last > 0, "it stalls");

        Assert.InRange(Interlocked.Read(ref sent), 1, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_request_at_production()
    {
        var ended = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            arrived.SetResult();
            await connection.ReadToEndAsync();
            ended.SetResult();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        var client = await edge.ConnectAsync();

        await client.SendAsync(Get);
        await arrived.Task.InTime();
        await client.DisposeAsync();

        await ended.Task.InTime();
        Assert.Equal(0, (await edge.Offers["s"].NextCopyAsync()).ProductionStatus);
        Assert.Equal((1, 0), (edge.Counted().Requests, edge.Counted().Failed));
    }

    private static async Task<RawMessage> GetAsync(string answer)
    {
        await using var upstream = RawUpstream.Answering(answer);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);
        return await edge.ExchangeAsync(Get);
    }
}
