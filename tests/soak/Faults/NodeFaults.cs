using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak.Faults;

/// <summary>Nodes are killed, stopped and restarted.</summary>
internal static class NodeFaults
{
    public static IEnumerable<Fault> All { get; } =
    [
        new("SIGKILL of an edge", (scene, random) => KillAsync(scene, random, scene.Cluster.Edges[1])) { KillsAnEdge = true },
        new("SIGKILL of the first seed (an edge)", (scene, random) => KillAsync(scene, random, scene.Cluster.Edges[0])) { KillsAnEdge = true },
        new("SIGKILL of a shadow node", (scene, random) => KillAsync(scene, random, One(scene.Cluster.Shadows, random))),
        new("SIGKILL of the shard coordinator's node", async (scene, random) => await KillAsync(scene, random, await scene.Cluster.CoordinatorsNodeAsync(scene.Cluster.Edges[0]))),
        new("SIGKILL of all shadow nodes", (scene, random) => KillAsync(scene, random, [.. scene.Cluster.Shadows])),
        new("orderly restart of an edge", (scene, random) => RestartAsync(random, One(scene.Cluster.Edges, random))),
        new("orderly restart of a shadow node", (scene, random) => RestartAsync(random, One(scene.Cluster.Shadows, random))),
        new("SIGSTOP of an edge", (scene, random) => StopAsync(scene, random, One(scene.Cluster.Edges, random), most: 8)),
        new("SIGSTOP of a shadow node", (scene, random) => StopAsync(scene, random, One(scene.Cluster.Shadows, random), most: 15)),
    ];

    /// <summary>A given node is restarted in order.</summary>
    /// <param name="name">What the fault is called.</param>
    /// <param name="choose">The node.</param>
    public static Fault Restart(string name, Func<SoakScene, TestNode> choose) => new(name, (scene, random) => RestartAsync(random, choose(scene)));

    /// <summary>A given node is ended in order and replaced by one of another build.</summary>
    /// <param name="name">What the fault is called.</param>
    /// <param name="choose">The node.</param>
    /// <param name="program">The other build.</param>
    public static Fault Replace(string name, Func<SoakScene, TestNode> choose, string program) =>
        new(name, (scene, random) => RestartAsync(random, choose(scene), n => n.Program = program));

    // While it still serves: what balancers turn away by.
    private static Task<string> SaysThatItEndsAsync(TestNode edge) => Eventually.Async(
        edge.Admin.ReadReadinessAsync,
        readiness => readiness.StartsWith("503", StringComparison.Ordinal) && readiness.Contains("the node is ending", StringComparison.Ordinal),
        TimeSpan.FromSeconds(30),
        $"{edge.Name} says that it is ending");

    private static TestNode One(IReadOnlyList<TestNode> nodes, Random random) => nodes[random.Next(nodes.Count)];

    // It may come back before anybody has missed it, or after it was given up.
    private static async Task<string> KillAsync(SoakScene scene, Random random, params TestNode[] nodes)
    {
        var away = TimeSpan.FromSeconds(random.Next(3) == 0 ? 0 : random.NextDouble() * 15);
        var outages = nodes.Select(scene.Outages.Begin).ToList();
        try
        {
            await Task.WhenAll(nodes.Select(n => n.KillAsync()));
            await Task.Delay(away);
            foreach (var node in nodes) node.Start();
            foreach (var node in nodes) await node.ReadyAsync();
        }
        finally
        {
            outages.ForEach(o => o.Dispose());
        }

        return $"{string.Join(", ", nodes.Select(n => n.Name))}, back after {away.TotalSeconds:0.0} s";
    }

    // No outage: whoever looks whether the node is ready must see no failure.
    private static async Task<string> RestartAsync(Random random, TestNode node, Action<TestNode>? before = null)
    {
        var away = TimeSpan.FromSeconds(random.NextDouble() * 3);
        var ending = node.StopAsync();
        if (node.Roles == "edge") await SaysThatItEndsAsync(node);
        var code = await ending;
        if (code != 0) throw new InvalidOperationException($"{node.Name} ended in order with exit code {code}");
        await Task.Delay(away);
        before?.Invoke(node);
        node.Start();
        await node.ReadyAsync();
        return $"{node.Name}, back after {away.TotalSeconds:0.0} s";
    }

    private static async Task<string> StopAsync(SoakScene scene, Random random, TestNode node, int most)
    {
        var still = TimeSpan.FromSeconds(1 + (random.NextDouble() * (most - 1)));
        using (scene.Outages.Begin(node))
        {
            node.Pause();
            try
            {
                await Task.Delay(still);
            }
            finally
            {
                node.Resume();
            }

            await node.ReadyAsync();
        }

        return $"{node.Name} for {still.TotalSeconds:0.0} s";
    }
}
