using ActorProxy.Soak.Load;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak.Faults;

/// <summary>Operators change what runs, also wrongly.</summary>
internal static class ControlFaults
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The master switch, for a while.</summary>
    public static Fault PauseAll { get; } = new("all copying paused", PauseAllAsync);

    public static IEnumerable<Fault> All { get; } =
    [
        new("Mappings with errors", BreakMappingsAsync),
        new("Mappings added and removed", ChangeMappingsAsync),
        new("weight changed", WeighAsync),
        new("shadow paused", PauseAsync),
        PauseAll,
    ];

    private static async Task<string> BreakMappingsAsync(SoakScene scene, Random random)
    {
        var known = (await ReadAsync(scene.Any(random))).Errors.Count;
        scene.Cluster.WriteMappings("fault.yaml", "apiVersion: getambassador.io/v3alpha1\nkind: Mapping\nmetadata: { name: broken }\nspec: { prefix: [");
        await EverywhereAsync(scene, d => d.Errors.Count > known, "a file that cannot be read is reported");
        scene.Cluster.DeleteMappings("fault.yaml");
        await EverywhereAsync(scene, d => d.Errors.Count <= known, "the report is gone with the file");
        return "reported by all nodes, and taken back";
    }

    private static async Task<string> ChangeMappingsAsync(SoakScene scene, Random random)
    {
        var before = (await ReadAsync(scene.Any(random))).Generation;
        scene.Cluster.WriteMappings("fault.yaml", MappingText.Production("more", "/more/", "production") + MappingText.Shadow("more-shadow", "/more/", "steady-shadow"));
        await EverywhereAsync(scene, d => d.Generation != before, "a new generation is in force");
        scene.Cluster.DeleteMappings("fault.yaml");
        await EverywhereAsync(scene, d => d.Generation == before, "the old generation is in force");
        return "in force on all nodes, and taken back";
    }

    private static async Task<string> WeighAsync(SoakScene scene, Random random)
    {
        var (shadow, weight) = (One(random), random.Next(0, 100));
        await DoAsync(scene.Any(random), a => a.SetWeightAsync(shadow, weight));
        await Task.Delay(TimeSpan.FromSeconds(2 + (random.NextDouble() * 4)));
        await DoAsync(scene.Any(random), a => a.SetWeightAsync(shadow, 100));
        return $"{shadow} to {weight} and back";
    }

    private static async Task<string> PauseAsync(SoakScene scene, Random random)
    {
        var shadow = One(random);
        await DoAsync(scene.Any(random), a => a.PauseAsync(shadow));
        await Task.Delay(TimeSpan.FromSeconds(2 + (random.NextDouble() * 4)));
        await DoAsync(scene.Any(random), a => a.ResumeAsync(shadow));
        return shadow;
    }

    private static async Task<string> PauseAllAsync(SoakScene scene, Random random)
    {
        await DoAsync(scene.Any(random), a => a.PauseAllAsync("a fault of the soak"));
        await Task.Delay(TimeSpan.FromSeconds(2 + (random.NextDouble() * 4)));
        await DoAsync(scene.Any(random), a => a.ResumeAsync("all"));
        return "and resumed";
    }

    /// <summary>An operator tries again when an answer does not come; each of these can be asked for twice.</summary>
    public static Task DoAsync(TestNode node, Func<AdminClient, Task> change) => Eventually.Async(
        async () =>
        {
            await change(node.Admin);
            return true;
        },
        done => done,
        Limit,
        $"{node.Name} takes a change");

    private static string One(Random random) => $"{SoakRequest.Mappings[random.Next(SoakRequest.Mappings.Count)]}-shadow";

    private static Task<DiagnosticsAnswer> ReadAsync(TestNode node) => Eventually.Async(node.Admin.ReadDiagnosticsAsync, _ => true, Limit, $"{node.Name} answers");

    private static async Task EverywhereAsync(SoakScene scene, Func<DiagnosticsAnswer, bool> condition, string because)
    {
        foreach (var node in scene.Cluster.Nodes)
            await Eventually.Async(node.Admin.ReadDiagnosticsAsync, condition, Limit, $"{node.Name}: {because}");
    }
}
