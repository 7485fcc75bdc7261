using System.Collections.Concurrent;
using System.Text;
using ActorProxy.Edge.Tests.Support;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Edge.Tests.Recording;

public sealed class RecordingTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task A_copy_is_what_production_got()
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering("HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n", received);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, "rewrite: /api/; timeout_ms: 5000", ["s"]);

        await edge.ExchangeAsync(
            "POST /a%2Fb?c=%20 HTTP/1.1\r\nHost: shop.example:81\r\nX-One: 1\r\nConnection: X-Gone\r\nX-Gone: 1\r\nContent-Type: x/y\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n2\r\n\u00ff\0\r\n3\r\nabc\r\n0\r\n\r\n");

        var copy = await edge.Offers["s"].NextCopyAsync();
        var production = Assert.Single(received);
        Assert.Equal((production.Method, production.Target, production.Header("Host")), (copy.Method, copy.PathAndQuery, copy.Host));
        Assert.Equal(production.Body, copy.Body);
        Assert.Equal((BodyFraming.Chunked, 418), (copy.Framing, copy.ProductionStatus));
        Assert.InRange(copy.ProductionLatency, TimeSpan.Zero, Deadline.Limit);
        Assert.Equal(
            production.Headers.Where(header => header.Key != "Host").Select(header => (header.Key, header.Value)).Order(),
            copy.Headers.Where(header => header.Key != "Host").Select(header => (header.Key, header.Value)).Order());
        Assert.Equal(0, edge.Offers["s"].Reserved);
    }

    [Theory]
    [InlineData(Get, BodyFraming.None)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", BodyFraming.ContentLength)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", BodyFraming.ContentLength)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", BodyFraming.Chunked)]
    public async Task A_copy_tells_how_its_body_was_framed(string request, BodyFraming framing)
    {
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);

        await edge.ExchangeAsync(request);

        Assert.Equal(framing, (await edge.Offers["s"].NextCopyAsync()).Framing);
    }

    [Fact]
    public async Task Every_shadow_is_asked_once_and_gets_what_it_wants()
    {
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s1", "s2", "s3"]);
        edge.Offers["s1"].Decide = traits => traits.Method == "POST";
        edge.Offers["s3"].MaxBodyBytes = 3;

        await edge.ExchangeAsync(Get);
        await edge.ExchangeAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");

        Assert.Equal("POST", (await edge.Offers["s1"].NextCopyAsync()).Method);
        Assert.Equal("GET", (await edge.Offers["s2"].NextCopyAsync()).Method);
        Assert.Equal("body"u8.ToArray(), (await edge.Offers["s2"].NextCopyAsync()).Body);
        Assert.Equal("GET", (await edge.Offers["s3"].NextCopyAsync()).Method);
        Assert.Equal(CopyOutcome.BodyTooLarge, await edge.Offers["s3"].NextGivenUpAsync());
        Assert.All(["s1", "s2", "s3"], name => Assert.Equal((2, true), (edge.Offers[name].Asked, edge.Offers[name].IsSilent)));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", false, false)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX-ActorProxy-Shadow: s\r\n\r\n", false, true)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n", true, false)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n", false, false)]
    public async Task A_shadow_decides_by_what_kind_of_request_it_is(string request, bool isUpgrade, bool isCopy)
    {
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].Decide = _ => false;

        await edge.ExchangeAsync(request);

        var traits = Assert.Single(edge.Offers["s"].Traits);
        Assert.Equal((isUpgrade, isCopy), (traits.IsUpgrade, traits.IsCopy));
    }

    [Fact]
    public async Task A_client_that_leaves_within_the_body_gives_no_copy_and_production_sees_it_leave()
    {
        var cutOff = new TaskCompletionSource<bool>();
        var arrived = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.ReadAsync(4);
            arrived.SetResult();
            await connection.ReadToEndAsync();
            cutOff.SetResult(true);
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        var client = await edge.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\npart");
        await arrived.Task.InTime();
        client.Reset();

        Assert.Equal(CopyOutcome.Aborted, await edge.Offers["s"].NextGivenUpAsync());
        Assert.True(await cutOff.Task.InTime());
        await Deadline.UntilAsync(() => edge.Counted().Requests == 1, "the request is counted");
        Assert.Equal((0, 0), (edge.Counted().Failed, edge.Offers["s"].Reserved));
    }

    [Theory]
    [InlineData("Content-Length: 11\r\n\r\nhello world")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")]
    public async Task A_body_over_the_limit_is_given_up_and_still_forwarded(string framed)
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering(Ok, received);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["small", "wide"]);
        edge.Offers["small"].MaxBodyBytes = 10;
        edge.Offers["wide"].MaxBodyBytes = 11;

        var reply = await edge.ExchangeAsync("POST / HTTP/1.1\r\nHost: a\r\n" + framed);

        Assert.Equal((200, "hello world"), (reply.Status, Assert.Single(received).BodyText));
        Assert.Equal(CopyOutcome.BodyTooLarge, await edge.Offers["small"].NextGivenUpAsync());
        Assert.Equal("hello world"u8.ToArray(), (await edge.Offers["wide"].NextCopyAsync()).Body);
    }

    [Fact]
    public async Task A_full_budget_drops_the_copy_and_nothing_else()
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering(Ok, received);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].Budget = 100;

        await edge.ExchangeAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");

        Assert.Equal("body", Assert.Single(received).BodyText);
        Assert.Equal(CopyOutcome.DroppedBufferFull, await edge.Offers["s"].NextGivenUpAsync());
        Assert.Equal(0, edge.Offers["s"].Reserved);
    }

    [Fact]
    public async Task A_copy_is_offered_when_the_head_of_the_reply_is_in_and_not_before()
    {
        var answer = new TaskCompletionSource();
        var got = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            got.SetResult();
            await answer.Task;
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            await connection.ReadToEndAsync();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        await using var client = await edge.ConnectAsync();

        await client.SendAsync(Get);
        await got.Task.InTime();
        Assert.True(edge.Offers["s"].IsSilent);
        answer.SetResult();

        Assert.Equal(200, (await edge.Offers["s"].NextCopyAsync()).ProductionStatus);
    }

    [Theory]
    [InlineData("Content-Length: 8000000\r\n\r\n", "", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "7a1200\r\n", "\r\n0\r\n\r\n")]
    public async Task Production_that_answers_early_and_hangs_up_is_heard_and_the_copy_is_complete(string framing, string before, string after)
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.ReadAsync(4);
            await connection.SendAsync("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig");
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        edge.Offers["s"].MaxBodyBytes = 10_000_000;
        await using var client = await edge.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\n" + framing + before);
        await client.SendAsync(new byte[8_000_000]);
        await client.SendAsync(after);

        var reply = await client.ReadMessageAsync();
        Assert.Equal((413, "big"), (reply!.Status, reply.BodyText));
        var copy = await edge.Offers["s"].NextCopyAsync();
        Assert.Equal((413, 8_000_000), (copy.ProductionStatus, copy.Body.Length));
    }

    [Fact]
    public async Task Keys_that_policies_name_are_the_same_for_the_same_user_and_absent_without_one()
    {
        const string Policy = """
            ---
            apiVersion: actorproxy.io/v1
            kind: ShadowPolicy
            metadata:
              name: keys
            spec:
              mapping: s
              sample_by: { header: X-User }
              order_by: { cookie: session }

            """;
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartWithAsync(
            TestMappings.Mapping("prod", "prod") + TestMappings.Mapping("s", "test", "shadow: true") + Policy,
            new() { ["prod"] = [upstream.Endpoint], ["test"] = [] });

        foreach (var headers in new[] { "X-User: u1\r\nCookie: session=a\r\n", "X-User: u1\r\nCookie: x=y; session=b\r\n", "X-User: u2\r\n", "" })
            await edge.ExchangeAsync($"GET / HTTP/1.1\r\nHost: a\r\n{headers}\r\n");

        var traits = edge.Offers["s"].Traits.ToArray();
        Assert.NotNull(traits[0].SampleKey);
        Assert.Equal(traits[0].SampleKey, traits[1].SampleKey);
        Assert.NotEqual(traits[0].SampleKey, traits[2].SampleKey);
        Assert.NotNull(traits[0].OrderKey);
        Assert.NotEqual(traits[0].OrderKey, traits[1].OrderKey);
        Assert.Equal((null, null, null), (traits[2].OrderKey, traits[3].SampleKey, traits[3].OrderKey));
    }

    [Fact]
    public async Task A_client_withholding_its_body_after_an_early_refusal_gives_no_copy()
    {
        await using var upstream = RawUpstream.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
            await connection.ReadToEndAsync();
        });
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        await using var client = await edge.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4000\r\n\r\n");

        Assert.Equal(413, (await client.ReadHeadAsync())!.Status);
        Assert.Equal(CopyOutcome.Aborted, await edge.Offers["s"].NextGivenUpAsync());
    }

    [Fact]
    public async Task A_malformed_body_is_the_clients_fault_and_gives_no_copy()
    {
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);

        var reply = await edge.ExchangeAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnot a size\r\n");

        Assert.Equal(400, reply.Status);
        Assert.Equal(CopyOutcome.Aborted, await edge.Offers["s"].NextGivenUpAsync());
        Assert.Equal((1, 0), (edge.Counted().Requests, edge.Counted().Failed));
    }

    [Fact]
    public async Task A_slow_upload_after_production_failed_is_recorded_within_the_grace()
    {
        await using var edge = await EdgeUnderTest.StartAsync(endpoint: null, shadows: ["s"]);
        await using var client = await edge.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n1234");
        Assert.Equal(503, (await client.ReadMessageAsync())!.Status);
        Assert.True(edge.Offers["s"].IsSilent);
        await client.SendAsync("5678");

        Assert.Equal("12345678"u8.ToArray(), (await edge.Offers["s"].NextCopyAsync()).Body);
    }

    [Fact]
    public async Task An_upload_that_stalls_after_production_failed_is_given_up()
    {
        await using var edge = await EdgeUnderTest.StartAsync(
            endpoint: null, shadows: ["s"], change: options => options with { RecordingGrace = TimeSpan.FromMilliseconds(50) });
        await using var client = await edge.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n1234");

        Assert.Equal(503, (await client.ReadMessageAsync())!.Status);
        Assert.Equal(CopyOutcome.Aborted, await edge.Offers["s"].NextGivenUpAsync());
    }

    [Fact]
    public async Task Requests_on_one_connection_are_copied_in_order()
    {
        await using var upstream = RawUpstream.Answering(Ok);
        await using var edge = await EdgeUnderTest.StartAsync(upstream.Endpoint, shadows: ["s"]);
        await using var client = await edge.ConnectAsync();

        var pipelined = new StringBuilder();
        for (var i = 0; i < 50; i++)
            pipelined.Append("PUT /").Append(i).Append(" HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n").Append(i.ToString("D2", null));
        await client.SendAsync(pipelined.ToString());

        for (var i = 0; i < 50; i++)
        {
            var copy = await edge.Offers["s"].NextCopyAsync();
            Assert.Equal(($"/{i}", i.ToString("D2", null)), (copy.PathAndQuery, Encoding.ASCII.GetString(copy.Body)));
        }
    }
}
