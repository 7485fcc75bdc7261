using ActorProxy.Cluster.Tests.Harness;
using ActorProxy.Cluster.Tests.Harness.Cluster;
using ActorProxy.Cluster.Tests.Harness.Http;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>The shadow's replies are compared with production's on the very same requests, and every comparison is counted once.</summary>
public class ComparisonTests(ComparedCluster compared) : IClassFixture<ComparedCluster>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Replies_that_say_the_same_match()
    {
        compared.Production.Answer(_ => Reply.Json("""{ "a": 1, "b": [1, 2] }"""));
        compared.Candidate.Answer(_ => Reply.Json("""{"b":[1,2],"a":1.0}"""));

        var shadow = await SendAsync("alike", 200);

        Assert.Equal(200, shadow.Outcome("answered"));
        AssertCompared(shadow, ("match", 200));
    }

    [Fact]
    public async Task A_percentage_is_compared()
    {
        compared.Production.Answer(Reply.Ok);
        compared.Candidate.Answer(Reply.Ok);

        var shadow = await SendAsync("half", 200);

        Assert.Equal(200, shadow.Outcome("answered"));
        AssertCompared(shadow, ("match", 100));
    }

    [Fact]
    public async Task Without_a_policy_nothing_is_compared()
    {
        compared.Production.Answer(Reply.Ok);
        compared.Candidate.Answer(new Reply { Status = 500 });

        var shadow = await SendAsync("plain", 50);

        Assert.Equal(50, shadow.Outcome("answered"));
        AssertCompared(shadow);
    }

    private async Task<ShadowAnswer> SendAsync(string name, int requests)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellation) =>
        {
            using var reply = await client.GetAsync($"{compared.Edge.EdgeUrl}/{name}/item?n={number}", cancellation);
        });
        return await compared.Edge.SettledAsync($"{name}-shadow", requests);
    }

    private static void AssertCompared(ShadowAnswer shadow, params (string Outcome, long Count)[] expected) =>
        Assert.Equal(expected, shadow.Comparisons.Where(c => c.Value != 0).Select(c => (c.Key, c.Value)));
}
