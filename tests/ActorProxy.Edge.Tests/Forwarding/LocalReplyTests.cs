using System.Net.Sockets;
using ActorProxy.Edge.Tests.Support;

namespace ActorProxy.Edge.Tests.Forwarding;

public sealed class LocalReplyTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Disconnected = "upstream connect error or disconnect/reset before headers. reset reason: ";

    [Theory]
    [InlineData(Get)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n")]
    public async Task A_request_that_no_Mapping_takes_gets_404_without_a_body(string request)
    {
        await using var edge = await EdgeUnderTest.StartWithAsync(TestMappings.Mapping("prod", "prod", prefix: "/only/"), new() { ["prod"] = [] });

        var reply = await edge.ExchangeAsync(request);

        Assert.Equal((404, "0", ""), (reply.Status, reply.Header("Content-Length"), reply.BodyText));
        Assert.Equal(0, edge.Counted().Requests);
    }

    [Fact]
    public async Task A_service_without_endpoints_gives_503_and_its_copy_is_offered()
    {
        await using var edge = await EdgeUnderTest.StartAsync(endpoint: null, shadows: ["s"]);

        // The client stays: of one that leaves with its reply the edge may not get the rest of its request any more.
        await using var client = await edge.ConnectAsync();
        await client.SendAsync("POST /x?y HTTP/1.1\r\nHost: h:1\r\nContent-Type: a\r\nContent-Length: 4\r\n\r\nbody");
        var reply = (await client.ReadMessageAsync())!;

        Assert.Equal((503, "no healthy upstream"), (reply.Status, reply.BodyText));
        Assert.Equal("text/plain", reply.Header("Content-Type"));
        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal(("POST", "/x?y", "h:1", 0), (copy.Method, copy.PathAndQuery, copy.Host, copy.ProductionStatus));
        Assert.Equal("body"u8.ToArray(), copy.Body);
        Assert.Equal("a", copy.Header("Content-Type"));
        Assert.NotNull(copy.Header("x-request-id"));
        Assert.Equal((1, 1, 1), (edge.Counted().Requests, edge.Counted().Failed, edge.Counted().Statuses[503]));
    }

    [Fact]
    public async Task A_refused_connection_gives_503_and_its_copy_is_offered()
    {
        await using var edge = await EdgeUnderTest.StartAsync(ClosedPort(), shadows: ["s"]);

        await using var client = await edge.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
        var reply = (await client.ReadMessageAsync())!;

        Assert.Equal((503, Disconnected + "connection failure"), (reply.Status, reply.BodyText));
        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal(0, copy.ProductionStatus);
        Assert.Equal("body"u8.ToArray(), copy.Body);
        Assert.Equal(1, edge.Counted().Failed);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody")]
    public async Task A_reset_before_the_head_of_the_reply_gives_503(string request)
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            connection.Reset();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);

        var reply = await edge.ExchangeAsync(request);

        Assert.Equal((503, Disconnected + "connection termination"), (reply.Status, reply.BodyText));
        Assert.Equal(0, (await edge.Offers["s"].NextCopyAsync()).ProductionStatus);
        Assert.Equal((1, 1), (edge.Counted().Requests, edge.Counted().Failed));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("")]
    public async Task A_connection_that_ends_within_the_head_gives_503(string part)
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync(part);
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);

        var reply = await edge.ExchangeAsync(Get);

        Assert.Equal((503, Disconnected + "connection termination"), (reply.Status, reply.BodyText));
    }

    [Fact]
    public async Task What_is_not_HTTP_gives_502()
    {
        await using var upstream = RawUpstream.Answering("SSH-2.0-OpenSSH_9.0\r\n\r\n");
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);

        var reply = await edge.ExchangeAsync(Get);

        Assert.Equal((502, Disconnected + "protocol error"), (reply.Status, reply.BodyText));
    }

    [Fact]
    public async Task Production_that_never_answers_gives_504_when_its_time_is_over()
    {
        await using var upstream = RawUpstream.Start(connection => connection.ReadToEndAsync());
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: \"\"; timeout_ms: 200", ["s"]);

        var reply = await edge.ExchangeAsync(Get);

        Assert.Equal((504, "upstream request timeout"), (reply.Status, reply.BodyText));
        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal(0, copy.ProductionStatus);
        Assert.InRange(copy.ProductionLatency, TimeSpan.FromMilliseconds(190), Deadline.Limit);
        Assert.Equal((1, 1), (edge.Counted().Failed, edge.Counted().Statuses[504]));
    }

    [Fact]
    public async Task A_HEAD_that_fails_gets_the_head_of_the_local_reply_only()
    {
        await using var edge = await EdgeUnderTest.StartAsync(endpoint: null);
        await using var client = await edge.ConnectAsync();

        await client.SendAsync("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + Get);

        Assert.Equal(503, (await client.ReadMessageAsync(withoutBody: true))!.Status);
        Assert.Equal("no healthy upstream", (await client.ReadMessageAsync())!.BodyText);
    }

    [Fact]
    public async Task A_timeout_does_not_run_while_the_client_uploads()
    {
        await using var upstream = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: \"\"; timeout_ms: 1000");
        await using var client = await edge.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n");
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        foreach (var letter in "upload")
        {
            await pace.WaitForNextTickAsync();
            await client.SendAsync(letter.ToString());
        }

        Assert.Equal(200, (await client.ReadMessageAsync())!.Status);
    }

    [Fact]
    public async Task A_timeout_runs_from_the_end_of_an_upload()
    {
        await using var upstream = RawUpstream.Start(connection => connection.ReadToEndAsync());
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: \"\"; timeout_ms: 150");

        var reply = await edge.ExchangeAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");

        Assert.Equal(504, reply.Status);
    }

    [Fact]
    public async Task A_timeout_does_not_end_a_reply_whose_head_is_in()
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n");
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
            foreach (var letter in "answer")
            {
                await pace.WaitForNextTickAsync();
                await connection.SendAsync(letter.ToString());
            }
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: \"\"; timeout_ms: 1000");

        Assert.Equal("answer", (await edge.ExchangeAsync(Get)).BodyText);
    }

    [Fact]
    public async Task A_kept_connection_that_production_resets_does_not_fail_a_request_without_body()
    {
        var served = 0;
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            if (Interlocked.Increment(ref served) == 1)
            {
                await connection.ReadMessageAsync();
                connection.Reset();
            }
            else
            {
                await connection.ReadToEndAsync();
            }
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);

        Assert.Equal(200, (await edge.ExchangeAsync(Get)).Status);
        Assert.Equal(200, (await edge.ExchangeAsync(Get)).Status);

        Assert.Equal((2, 0), (edge.Counted().Requests, edge.Counted().Failed));
        Assert.Equal(200, (await edge.Offers["s"].NextCopyAsync()).ProductionStatus);
        Assert.Equal(200, (await edge.Offers["s"].NextCopyAsync()).ProductionStatus);
    }

    private static string ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        return socket.LocalEndPoint!.ToString()!;
    }
}
