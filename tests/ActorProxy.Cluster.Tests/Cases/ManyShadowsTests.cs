using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Shadows do not share their fate: what one of them does to its copies does nothing to those of the others.</summary>
[Collection(AloneCollection.Name)]
public class ManyShadowsTests
{
    private const int Shadows = 50;
    private const int RequestsEach = 100;

    [Fact]
    public async Task One_hung_shadow_of_fifty_costs_the_others_nothing()
    {
        await using var production = RecordingServer.Start("production");
        await using var healthy = RecordingServer.Start("healthy");
        await using var hung = RecordingServer.Start("hung");
        production.Keeps = healthy.Keeps = hung.Keeps = false;
        hung.Answer(Reply.Never);
        string[] names = [.. Enumerable.Range(0, Shadows).Select(i => $"s{i:00}")];
        await using var cluster = await TestCluster.StartAsync(new ClusterSetup
        {
            Edges = 1,
            Shadows = 2,
            Mappings = string.Concat(names.Select(n =>
                MappingText.Production(n, $"/{n}/", "production") + MappingText.Shadow($"{n}-shadow", $"/{n}/", n == names[0] ? "hung" : "healthy"))),
            Services = new Dictionary<string, string> { ["production"] = production.Endpoint, ["healthy"] = healthy.Endpoint, ["hung"] = hung.Endpoint },
        });
        var edge = cluster.Edges[0];

        // The hung one gets as much as all others together, so that it has every chance to be in their way.
        await using var load = LoadGenerator.Start(500, number => new HttpRequestMessage(HttpMethod.Post, $"{edge.EdgeUrl}/{Target(names, number)}/")
        {
            Content = new ByteArrayContent(new byte[8 * 1024]),
        });
        await load.MoreAsync(2 * (Shadows - 1) * RequestsEach);
        var report = await load.StopAsync();

        report.AssertAllAnswered();
        foreach (var name in names[1..])
        {
            var settled = await edge.SettledAsync($"{name}-shadow", RequestsEach);
            Assert.True(settled.Outcome("answered") == settled.Offered, $"every copy arrives: {settled}");
        }

        var last = await edge.SettledAsync($"{names[0]}-shadow", RequestsEach);
        Assert.True(last.Outcome("answered") == 0 && last.Outcome("timed_out") > 0, $"the hung one gets none through: {last}");
    }

    private static string Target(string[] names, long number) => number % 2 == 0 ? names[0] : names[1 + (int)(number / 2 % (Shadows - 1))];
}
