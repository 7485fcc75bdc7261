using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorProxy.Edge.Tests.Support;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Edge.Tests.Hosting;

public sealed class EdgeServerTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Port_0_takes_a_free_port_and_tells_it()
    {
        await using var edge = await EdgeUnderTest.StartAsync(endpoint: null, change: o => o with { Listen = ["http://127.0.0.1:0", "http://localhost:0"] });

        Assert.Equal(2, edge.Server.BoundUrls.Count);
        Assert.All(edge.Server.BoundUrls, url => Assert.InRange(new Uri(url).Port, 1, 65535));
        Assert.StartsWith("http://localhost:", edge.Server.BoundUrls[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_gives_an_error_that_names_it()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var url = $"http://{taken.LocalEndPoint}";

        var error = await Assert.ThrowsAnyAsync<IOException>(() => EdgeUnderTest.StartAsync(endpoint: null, change: o => o with { Listen = [url] }));

        Assert.Contains(url, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("http://example.com:80")]
    [InlineData("http://127.0.0.1:notaport")]
    [InlineData("http://127.0.0.1:70000")]
    public async Task A_URL_that_cannot_be_listened_on_is_an_error_that_names_it(string url)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => EdgeUnderTest.StartAsync(endpoint: null, change: o => o with { Listen = [url] }));

        Assert.Contains(url, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task One_port_speaks_HTTP_1_and_HTTP_2(int version)
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering(Ok, received);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);

        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/{i}?q")
            {
                Content = new StringContent($"body {i}"),
                Version = new Version(version, version == 1 ? 1 : 0),
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            request.Headers.TryAddWithoutValidation("Cookie", "a=b");
            using var reply = await edge.Client.SendAsync(request);
            Assert.Equal(("ok", version), (await reply.Content.ReadAsStringAsync(), reply.Version.Major));
            var copy = await edge.Offers["s"].NextCopyAsync();
            Assert.Equal(($"/{i}?q", $"body {i}"), (copy.PathAndQuery, Encoding.UTF8.GetString(copy.Body)));
        }

        Assert.All(received, request => Assert.Equal(new Uri(edge.Url).Authority, request.Header("Host")));
        Assert.All(received, request => Assert.Equal("http", request.Header("x-forwarded-proto")));
        Assert.All(received, request => Assert.DoesNotContain(request.Headers, header => header.Key.StartsWith(':')));
    }

    [Fact]
    public async Task After_AnnounceEnd_it_answers_as_before_and_closes_the_connection()
    {
        await using var upstream = RawUpstream.Answering(Ok, new ConcurrentQueue<RawMessage>());
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);

        using var before = await edge.Client.GetAsync("/");
        edge.Server.AnnounceEnd();
        using var after = await edge.Client.GetAsync("/");
        using var next = await edge.Client.GetAsync("/");

        Assert.Equal((HttpStatusCode.OK, null), (before.StatusCode, before.Headers.ConnectionClose));
        Assert.Equal((HttpStatusCode.OK, true), (after.StatusCode, after.Headers.ConnectionClose));
        Assert.Equal((HttpStatusCode.OK, true), (next.StatusCode, next.Headers.ConnectionClose));
        Assert.Equal("ok", await after.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_preface_that_arrives_in_pieces_is_recognised()
    {
        await using var edge = await EdgeUnderTest.StartAsync(endpoint: null);
        await using var client = await edge.ConnectAsync();

        foreach (var piece in new[] { "PRI", " * HTTP/2.0\r\n", "\r\nSM\r\n\r", "\n", "\0\0\0\u0004\0\0\0\0\0" })
            await client.SendAsync(piece);

        // The first frame of a server is its SETTINGS (type 4, stream 0).
        var frame = await client.ReadAsync(9);
        Assert.Equal((4, 0), (frame[3], frame[8]));
    }

    [Fact]
    public async Task What_only_begins_like_the_preface_is_HTTP_1()
    {
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);
        await using var client = await edge.ConnectAsync();

        await client.SendAsync("PR");
        await client.SendAsync("OPFIND / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(200, (await client.ReadMessageAsync())!.Status);
    }

    [Fact]
    public async Task Stopping_lets_requests_in_flight_finish_and_takes_no_more()
    {
        var answer = new TaskCompletionSource();
        var got = new SemaphoreSlim(0);
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            got.Release();
            await answer.Task;
            await connection.SendAsync(Ok);
            await connection.ReadToEndAsync();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint);
        await using var silent = await edge.ConnectAsync();
        var http1 = edge.ExchangeAsync(Get);
        var http2 = edge.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        });
        await got.WaitAsync(Deadline.Limit);
        await got.WaitAsync(Deadline.Limit);

        var stopping = edge.Server.StopAsync();
        await Deadline.UntilAsync(() => IsRefused(edge.Url), "the port is closed");
        Assert.False(stopping.IsCompleted);
        answer.SetResult();

        Assert.Equal("ok", (await http1).BodyText);
        Assert.Equal(HttpStatusCode.OK, (await http2).StatusCode);
        await stopping.InTime();
    }

    [Fact]
    public async Task Stopping_does_not_wait_longer_than_its_limit()
    {
        await using var upstream = RawUpstream.Start(connection => connection.ReadToEndAsync());
        await using var edge = await EdgeUnderTest.StartAsync(
            upstream.Endpoint, shadows: ["s"], change: options => options with { DrainLimit = TimeSpan.FromMilliseconds(100) });
        await using var client = await edge.ConnectAsync();
        await client.SendAsync(Get);
        await Deadline.UntilAsync(() => upstream.Connections == 1, "production has the request");

        await edge.Server.StopAsync().InTime();

        Assert.Equal(0, (await edge.Offers["s"].NextCopyAsync()).ProductionStatus);
    }

    [Fact]
    public async Task Reloading_under_load_fails_no_request_and_ends_at_the_new_service()
    {
        await using var one = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none");
        await using var two = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo");
        await using var edge = await EdgeUnderTest.StartWithAsync(
            TestMappings.Mapping("prod", "one"), new() { ["one"] = [one.Endpoint], ["two"] = [two.Endpoint] });
        using var done = new CancellationTokenSource();
        var failed = 0;
        var answered = 0;
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                using var reply = await edge.Client.GetAsync("/");
                if (reply.StatusCode != HttpStatusCode.OK)
                    Interlocked.Increment(ref failed);
                Interlocked.Increment(ref answered);
            }
        })).ToArray();

        for (var i = 0; i < 60; i++)
        {
            var target = answered + 10;
            edge.Routes.Swap(TestMappings.Load(TestMappings.Mapping("prod", i % 2 == 0 ? "two" : "one")));
            await Deadline.UntilAsync(() => Volatile.Read(ref answered) >= target, "requests are answered");
        }

        await done.CancelAsync();
        await Task.WhenAll(load).InTime();
        Assert.Equal(0, failed);
        edge.Routes.Swap(TestMappings.Load(TestMappings.Mapping("prod", "two")));
        Assert.Equal("two", await edge.Client.GetStringAsync("/"));
    }

    [Fact]
    public async Task A_service_that_no_route_needs_is_let_go_after_its_requests_have_ended()
    {
        var next = new SemaphoreSlim(0);
        var closed = new TaskCompletionSource();
        await using var leaving = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
            await next.WaitAsync();
            await connection.SendAsync("1\r\nb\r\n0\r\n\r\n");
            await connection.ReadToEndAsync();
            closed.SetResult();
        });
        await using var edge = await EdgeUnderTest.StartAsync(leaving.Endpoint);
        await using var client = await edge.ConnectAsync();
        await client.SendAsync(Get);
        await client.ReadHeadAsync();
        Assert.Equal("a"u8.ToArray(), await client.ReadChunkAsync());

        edge.Routes.Swap(RouteTable.Empty);
        Assert.Equal(404, (await edge.ExchangeAsync(Get)).Status);
        next.Release();

        Assert.Equal("b"u8.ToArray(), await client.ReadChunkAsync());
        await closed.Task.InTime();
    }

    private static bool IsRefused(string url)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, new Uri(url).Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
