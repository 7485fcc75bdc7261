using ActorProxy.Soak.Load;
using ActorProxy.Soak.Services;
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
}
