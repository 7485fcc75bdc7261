using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
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
        var before = await CountersAsync();
        var connections = bed.Bad.All.ToDictionary(bad => bad, bad => bed.Bad.Find(bad)?.Connections ?? 0);
        bed.Shadow.Clear();

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

    private async Task<Dictionary<string, long>> CountersAsync()
    {
        var shadows = (await bed.Edge.Admin.ReadMetricsAsync()).Cluster.Shadows;
        return shadows.SelectMany(shadow => shadow.Outcomes.Select(outcome => ($"{shadow.Name} {outcome.Key}", outcome.Value)).Append((shadow.Name, shadow.Offered)))
            .ToDictionary(counter => counter.Item1, counter => counter.Item2);
    }

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

    private async Task<List<string>> ProblemsAsync(BadService bad, int rounds, Dictionary<string, long> before, int connections)
    {
        var problems = new List<string>();
        var copies = rounds * CopiesOf(bad);
        var (name, good) = ($"shadow-{bad.Name}", $"shadow-{bad.Name}-good");
        string[] expected = rounds == 1 ? bad.AsShadow : [.. bad.AsShadow, "dropped_circuit_open"];

        var ended = await bed.Edge.SettledAsync(name, before.GetValueOrDefault(name) + copies);
        var outcomes = ended.Outcomes.ToDictionary(outcome => outcome.Key, outcome => outcome.Value - before.GetValueOrDefault($"{name} {outcome.Key}"));
        output.WriteLine($"{name}: {string.Join(", ", outcomes.Where(outcome => outcome.Value > 0).Select(outcome => $"{outcome.Value} {outcome.Key}"))}");
        if (outcomes.Values.Sum() != copies || outcomes.Any(outcome => outcome.Value > 0 && !expected.Contains(outcome.Key)))
            problems.Add($"expected {copies} {string.Join(" or ", expected)}: {ended}");

        var beside = await bed.Edge.SettledAsync(good, before.GetValueOrDefault(good) + copies);
        var received = bed.CopiesOf($"/shadow-{bad.Name}/{rounds}/").ConvertAll(request => request.Target);
        if (beside.Outcome("answered") - before.GetValueOrDefault($"{good} answered") != copies || received.Count != copies || received.Distinct().Count() != copies)
            problems.Add($"the good one received {received.Count}: {beside}");

        if (bed.Bad.Find(bad) is { } server && server.Connections - connections > copies)
            problems.Add($"{name} got {server.Connections - connections} connections for {copies} copies");
        if (await bed.LeftOverAsync(bad) is { } left)
            problems.Add(left);
        return problems;
    }
}
