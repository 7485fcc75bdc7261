using System.Net;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Mapping files are read again when they change, and a broken one disturbs nothing.</summary>
[Collection(SharedClusterCollection.Name)]
public class ReloadTests(SharedCluster shared)
{
    private static readonly TimeSpan ReloadLimit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_new_file_is_in_force_within_two_seconds_and_its_removal_too()
    {
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(shared.Edge));

        shared.Cluster.WriteMappings("fresh.yaml", MappingText.Pair("fresh"));
        await Task.WhenAll(shared.Cluster.Edges.Select(e => InForceAsync(e, HttpStatusCode.OK)));
        var answered = (await shared.Edge.SettledAsync("fresh-shadow", shared.Cluster.Edges.Count)).Outcome("answered");

        shared.Cluster.DeleteMappings("fresh.yaml");
        await Task.WhenAll(shared.Cluster.Edges.Select(e => InForceAsync(e, HttpStatusCode.NotFound)));

        Assert.True(answered >= shared.Cluster.Edges.Count, $"only {answered} copies were answered");

        async Task<HttpStatusCode> StatusAsync(TestNode edge)
        {
            using var response = await client.GetAsync($"{edge.EdgeUrl}/fresh/x");
            return response.StatusCode;
        }

        Task InForceAsync(TestNode edge, HttpStatusCode expected) =>
            Eventually.Async(() => StatusAsync(edge), s => s == expected, ReloadLimit, $"{edge.Name} answers /fresh/ with {expected}");
    }

    [Fact]
    public async Task A_broken_file_is_reported_and_disturbs_nothing()
    {
        await using var load = LoadGenerator.Start(100, [.. shared.Cluster.Edges.Select(e => $"{e.EdgeUrl}/steady/")]);
        await load.MoreAsync(50);

        shared.Cluster.WriteMappings("broken.yaml", "---\napiVersion: getambassador.io/v2\nkind: Mapping\nmetadata: {name: broken\nspec: [");
        foreach (var node in shared.Cluster.Nodes)
        {
            await Eventually.Async(
                node.Admin.ReadDiagnosticsAsync,
                d => d.Errors.Any(e => e.Severity == "error" && e.File?.EndsWith("broken.yaml", StringComparison.Ordinal) == true),
                TimeSpan.FromSeconds(5),
                $"{node.Name} reports the broken file");
        }

        await load.MoreAsync(100);
        shared.Cluster.DeleteMappings("broken.yaml");
        var report = await load.StopAsync();

        report.AssertAllAnswered();
        Assert.Equal(report.Sent, (await shared.Edge.SettledAsync("steady-shadow", report.Sent)).Outcome("answered"));
    }
}
