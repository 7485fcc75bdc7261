using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using ActorProxy.Testing.Cluster;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>Shadows that misbehave in every way, all at once on one dispatcher node: each counted as what it did, and nobody else notices.</summary>
[Collection(PeersCollection.Name)]
public class ShadowsTests(PeersBed bed, ITestOutputHelper output)
{
    // Fewer than it takes to open a shadow's circuit.
    private const int Copies = 15;

    /// <param name="rounds">How often. In later rounds the circuits of those that fail are open.</param>
    [Theory]
    [InlineData(1)]
    [LongData(20)]
    public async Task Each_is_counted_as_what_it_did_and_nobody_else_notices(int rounds)
    {
        await using var others = await Bystanders.StartAsync(bed, $"shadows-{rounds}");
        var before = await bed.Edge.Admin.ReadMetricsAsync();
        var connections = bed.Bad.All.ToDictionary(bad => bad, bad => bed.Bad.Find(bad)?.Connections ?? 0);

        var latencies = new ConcurrentQueue<TimeSpan>();
        for (var round = 0; round < rounds; round++)
            await Task.WhenAll(bed.Bad.All.Select(bad => SendAsync(bad, rounds, round, latencies)));

        var problems = (await Task.WhenAll(bed.Bad.All.Select(bad => ProblemsAsync(bad, rounds, before, connections[bad])))).SelectMany(found => found).ToList();
        if (problems.Count > 0)
            output.WriteLine(bed.Report());
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        output.WriteLine($"{latencies.Count} requests with bad shadows answered, slowest {latencies.Max().TotalMilliseconds:0} ms");
        output.WriteLine(await others.CheckAsync());
    }

    private static int CopiesOf(BadService bad) => bad.IsHuge ? 4 : Copies;

    private async Task SendAsync(BadService bad, int rounds, int round, ConcurrentQueue<TimeSpan> latencies)
    {
        var body = new byte[bad.Name == "answers-unread" ? 300_000 : 1_000];
        var own = new ConcurrentQueue<TimeSpan>();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
        await Parallel.ForAsync(0, CopiesOf(bad), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, cancellation) =>
        {
            var start = Stopwatch.GetTimestamp();
            using var content = new ByteArrayContent(body);
            using var reply = await client.PostAsync($"{bed.Edge.EdgeUrl}/shadow-{bad.Name}/{rounds}/{round}/{i}", content, cancellation);
            Assert.Equal((HttpStatusCode.OK, "ok"), (reply.StatusCode, await reply.Content.ReadAsStringAsync(cancellation)));
            own.Enqueue(Stopwatch.GetElapsedTime(start));
        });

        // Whoever waited for such a shadow would wait that long each time.
        if (bad.IsSlowShadow)
            Assert.InRange(own.Min(), TimeSpan.Zero, PeersBed.ReplyLimit / 2);
        foreach (var latency in own)
            latencies.Enqueue(latency);
    }

    private async Task<List<string>> ProblemsAsync(BadService bad, int rounds, MetricsAnswer before, int connections)
    {
        var problems = new List<string>();
        var copies = rounds * CopiesOf(bad);
        var (name, good) = ($"shadow-{bad.Name}", $"shadow-{bad.Name}-good");
        string[] expected = rounds == 1 ? bad.AsShadow : [.. bad.AsShadow, "dropped_circuit_open"];

        var outcomes = CopyCounts.Between(before.Shadow(name), await bed.Edge.SettledAsync(name, before.Shadow(name).Offered + copies));
        var text = outcomes.Describe();
        output.WriteLine($"{name}: {text}");
        var isAll = outcomes.Values.Sum() == copies;
        outcomes.TakeUnconfirmed();
        if (!isAll || !outcomes.ContainsKey(expected[0]) || outcomes.Keys.Except(expected).Any())
            problems.Add($"{name}: expected {copies} {string.Join(" or ", expected)}, got {text}");

        var beside = CopyCounts.Between(before.Shadow(good), await bed.Edge.SettledAsync(good, before.Shadow(good).Offered + copies));
        var unconfirmed = beside.TakeUnconfirmed();
        var received = bed.CopiesOf($"/shadow-{bad.Name}/{rounds}/").ConvertAll(request => request.Target);
        if (beside.GetValueOrDefault("answered") != copies - unconfirmed || received.Count < copies - unconfirmed || received.Distinct().Count() != received.Count)
            problems.Add($"{good} received {received.Count} of {copies}: {beside.Describe()}, {unconfirmed} unconfirmed");

        if (bed.Bad.Find(bad) is { } server && server.Connections - connections > copies)
            problems.Add($"{name} got {server.Connections - connections} connections for {copies} copies");
        if (await bed.LeftOverAsync(bad) is { } left)
            problems.Add(left);
        return problems;
    }
}
