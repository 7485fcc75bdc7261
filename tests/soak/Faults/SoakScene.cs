using ActorProxy.Soak.Load;
using ActorProxy.Soak.Services;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak.Faults;

/// <summary>What faults are done to.</summary>
internal sealed record SoakScene(TestCluster Cluster, SoakServices Services, Outages Outages)
{
    /// <summary>A node that runs, to ask and to tell.</summary>
    public TestNode Any(Random random)
    {
        var running = Cluster.Nodes.Where(n => n.IsRunning).ToList();
        return running[random.Next(running.Count)];
    }

    /// <summary>The node that the shard coordinator lives on: the oldest one with role shadow.</summary>
    public async Task<TestNode> CoordinatorsNodeAsync()
    {
        // Members come by age.
        var cluster = await Eventually.Async(Cluster.Edges[0].Admin.ReadClusterAsync, c => c.Members.Any(m => m.Roles.Contains("shadow")), TimeSpan.FromSeconds(30), "an edge tells the members");
        var oldest = cluster.Members.First(m => m.Roles.Contains("shadow"));
        return Cluster.Shadows.Single(n => oldest.Address.EndsWith($":{n.RemotePort}", StringComparison.Ordinal));
    }
}
