namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Sampling is exact, and knows nothing of the canary's choice.</summary>
[Collection(SharedClusterCollection.Name)]
public class SamplingTests(SharedCluster shared)
{
    [Fact]
    public async Task A_thousand_requests_at_weight_ten_give_a_hundred_copies()
    {
        await SendAsync("tenth", 1_000);

        var shadow = await shared.Edge.SettledAsync("tenth-shadow", 1_000);
        Assert.Equal(1_000, shadow.Offered);
        Assert.InRange(shadow.Outcome("answered"), 99, 101);
        Assert.Equal(1_000 - shadow.Outcome("answered"), shadow.Outcome("sampled_out"));
    }

    [Fact]
    public async Task Copies_are_taken_from_canary_and_production_alike()
    {
        await SendAsync("split", 2_000);

        var shadow = await shared.Edge.SettledAsync("split-shadow", 2_000);
        Assert.InRange(shadow.Outcome("answered"), 199, 201);
        var canary = shared.Canary.Requests.Select(r => r.Target).ToHashSet();
        var copies = shared.Shadow.Requests.Select(r => r.Target).Where(t => t.StartsWith("/split/", StringComparison.Ordinal)).ToList();
        // The canary's share is a matter of chance, as with Ambassador: 200, and six standard deviations to either side.
        Assert.InRange(canary.Count, 120, 280);

        // A tenth of a tenth: 20. If the two choices were one, as they are with Envoy, it would be all of the canary's requests or none.
        Assert.InRange(copies.Count(canary.Contains), 2, 60);
    }

    private async Task SendAsync(string prefix, int requests)
    {
        using var client = new HttpClient();
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellation) =>
        {
            using var response = await client.GetAsync($"{shared.Edge.EdgeUrl}/{prefix}/{number}", cancellation);
            response.EnsureSuccessStatusCode();
        });
    }
}
