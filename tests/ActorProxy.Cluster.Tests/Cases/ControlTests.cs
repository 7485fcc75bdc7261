using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Runtime control, said to any one node, is in force on all of them within two seconds.</summary>
[Collection(SharedClusterCollection.Name)]
public class ControlTests(SharedCluster shared)
{
    private static readonly TimeSpan InForce = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_weight_is_in_force_everywhere()
    {
        await shared.Cluster.Shadows[1].Admin.SetWeightAsync("weighed-shadow", 0);
        await EveryNodeAsync("weighed-shadow", s => s.EffectiveWeight == 0);
        var none = await SendAsync("weighed", 40, expectedOffers: 40);

        await shared.Cluster.Edges[1].Admin.SetWeightAsync("weighed-shadow", 50);
        await EveryNodeAsync("weighed-shadow", s => s.EffectiveWeight == 50);
        var half = await SendAsync("weighed", 40, expectedOffers: 80);

        Assert.Equal((0, 40), (none.Outcome("answered"), none.Outcome("sampled_out") + none.Outcome("dropped_weight")));
        Assert.InRange(half.Outcome("answered"), 18, 22);
        Assert.Equal(100, half.ConfiguredWeight);
    }

    [Fact]
    public async Task A_pause_is_in_force_everywhere_until_resumed()
    {
        await shared.Cluster.Shadows[0].Admin.PauseAsync("paused-shadow");
        await EveryNodeAsync("paused-shadow", s => s.Paused);
        var paused = await SendAsync("paused", 40, expectedOffers: 40);

        await shared.Cluster.Shadows[1].Admin.ResumeAsync("paused-shadow");
        await EveryNodeAsync("paused-shadow", s => !s.Paused);
        var resumed = await SendAsync("paused", 40, expectedOffers: 80);

        Assert.Equal((0, 40), (paused.Outcome("answered"), Paused(paused)));
        Assert.Equal((40, 40), (resumed.Outcome("answered"), Paused(resumed)));
    }

    // An edge may act on the change a moment after it has told of it; the dispatcher stops what it still lets through.
    private static long Paused(ShadowAnswer shadow) => shadow.Outcome("paused") + shadow.Outcome("dropped_paused");

    private Task EveryNodeAsync(string shadow, Func<ShadowAnswer, bool> holds) => Eventually.Async(
        async () =>
        {
            var answers = await Task.WhenAll(shared.Cluster.Nodes.Select(n => n.Admin.ReadMetricsAsync()));
            return answers.All(a => holds(a.Shadow(shadow)));
        },
        InForce,
        $"the change of {shadow} is in force on every node");

    // Through both edges in turn.
    private async Task<ShadowAnswer> SendAsync(string prefix, int requests, long expectedOffers)
    {
        using var client = new HttpClient();
        for (var i = 0; i < requests; i++)
        {
            var edge = shared.Cluster.Edges[i % shared.Cluster.Edges.Count];
            using var response = await client.GetAsync($"{edge.EdgeUrl}/{prefix}/{i}");
            response.EnsureSuccessStatusCode();
        }

        return await shared.Edge.SettledAsync($"{prefix}-shadow", expectedOffers);
    }
}
