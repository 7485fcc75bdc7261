using ActorProxy.Edge.Balancing;
using ActorProxy.Edge.Tests.Support;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Edge.Tests.Balancing;

public sealed class BalancingTests
{
    private static readonly ServiceEndpoint[] Ten =
        [.. Enumerable.Range(1, 10).Select(i => new ServiceEndpoint($"10.0.0.{i}", 80, $"http://10.0.0.{i}:80"))];

    [Fact]
    public void A_ring_spreads_keys_and_moves_few_when_an_endpoint_leaves() => CheckSpread(HashRing.Build, 0.35, 0.2);

    [Fact]
    public void A_Maglev_table_spreads_keys_evenly_and_moves_few_when_an_endpoint_leaves() => CheckSpread(MaglevTable.Build, 0.1, 0.2);

    [Theory]
    [InlineData("ring_hash, header: X-User")]
    [InlineData("maglev, header: X-User")]
    [InlineData("ring_hash, cookie: { name: user }")]
    [InlineData("maglev, source_ip: true")]
    public async Task Requests_with_one_key_stay_at_one_endpoint(string policy)
    {
        await using var services = new ThreeServices();
        await using var edge = await services.StartAsync(policy);

        var answers = new HashSet<string>();
        for (var i = 0; i < 12; i++)
            answers.Add((await edge.ExchangeAsync("GET / HTTP/1.1\r\nHost: a\r\nX-User: u7\r\nCookie: other=1; user=u7\r\n\r\n")).BodyText);

        Assert.Single(answers);
    }

    [Fact]
    public async Task Requests_without_the_key_are_spread()
    {
        await using var services = new ThreeServices();
        await using var edge = await services.StartAsync("ring_hash, header: X-User");

        var answers = new HashSet<string>();
        for (var i = 0; i < 6; i++)
            answers.Add((await edge.ExchangeAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).BodyText);

        Assert.Equal(3, answers.Count);
    }

    [Fact]
    public async Task A_client_without_the_cookie_is_given_one_that_keeps_it_where_it_is()
    {
        await using var services = new ThreeServices();
        await using var edge = await services.StartAsync("ring_hash, cookie: { name: sticky, ttl: 60s, path: /p }");

        for (var i = 0; i < 10; i++)
        {
            var first = await edge.ExchangeAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            var cookie = Assert.Single(first.All("Set-Cookie"));
            Assert.Matches("^sticky=\"[0-9a-f]{16}\"; Max-Age=60; Path=/p; HttpOnly$", cookie);
            var second = await edge.ExchangeAsync($"GET / HTTP/1.1\r\nHost: a\r\nCookie: {cookie.Split(';')[0]}\r\n\r\n");
            Assert.Equal((first.BodyText, 0), (second.BodyText, second.All("Set-Cookie").Count));
        }
    }

    [Fact]
    public async Task The_least_busy_endpoint_is_preferred()
    {
        var hold = new TaskCompletionSource();
        await using var slow = RawUpstream.Start(async connection =>
        {
            await connection.ReadMessageAsync();
            await hold.Task;
        });
        await using var quick = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nquick");
        await using var edge = await EdgeUnderTest.StartWithAsync(
            TestMappings.Mapping("prod", "prod", "rewrite: \"\"; timeout_ms: 0; load_balancer: { policy: least_request }"),
            new() { ["prod"] = [slow.Endpoint, quick.Endpoint] });

        // Two of four choices compare both; only a request that draws the slow one twice goes there once it is busy.
        var waiting = Enumerable.Range(0, 60).Select(_ => edge.ExchangeAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).ToList();
        await Deadline.UntilAsync(() => waiting.Count(task => task.IsCompletedSuccessfully) + slow.Connections == 60, "all are somewhere");

        Assert.InRange(slow.Connections, 1, 32);
        hold.SetResult();
        await Task.WhenAll(waiting).InTime();
    }

    private static void CheckSpread(Func<IReadOnlyList<ServiceEndpoint>, IHashTable> build, double unevenness, double moved)
    {
        var all = build(Ten);
        var fewer = build(Ten[..9]);
        var random = new Random(1);
        var keys = Enumerable.Range(0, 50_000).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue)).ToList();

        foreach (var endpoint in Ten)
            Assert.InRange(keys.Count(key => all.Find(key) == endpoint), 5000 * (1 - unevenness), 5000 * (1 + unevenness));
        Assert.InRange(keys.Count(key => all.Find(key) != fewer.Find(key)), 1, keys.Count * moved);
        Assert.All(keys.Take(100), key => Assert.Equal(all.Find(key), build(Ten).Find(key)));
    }

    private sealed class ThreeServices : IAsyncDisposable
    {
        private readonly RawUpstream[] _services =
            [.. Enumerable.Range(0, 3).Select(i => RawUpstream.Answering($"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{i}"))];

        public Task<EdgeUnderTest> StartAsync(string policy) => EdgeUnderTest.StartWithAsync(
            TestMappings.Mapping("prod", "prod", $"rewrite: \"\"; timeout_ms: 0; load_balancer: {{ policy: {policy} }}"),
            new() { ["prod"] = [.. _services.Select(service => service.Endpoint)] });

        public async ValueTask DisposeAsync()
        {
            foreach (var service in _services)
                await service.DisposeAsync();
        }
    }
}
