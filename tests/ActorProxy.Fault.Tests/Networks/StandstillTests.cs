using ActorProxy.Testing.Cluster;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Networks;

/// <summary>A node stands still (SIGSTOP) and goes on: the others serve and copy without it, and it finds back.</summary>
public class StandstillTests(NetworkedCluster shared, ITestOutputHelper output) : NetworkFaultTest(shared, output)
{
    private const int Short = 5; // seconds; nobody is given up
    private const int Long = 30;

    private static readonly TimeSpan Downing = TimeSpan.FromSeconds(60);

    [Theory]
    [LongData(Standing.Coordinator, Long)]
    [LongData(Standing.Coordinator, Short)]
    [LongData(Standing.FirstSeed, Long)]
    [LongData(Standing.OtherEdge, Long)]
    [LongData(Standing.OtherShadow, Long)]
    public Task A_node_that_stood_still_finds_back(Standing which, int seconds) => UnderLoadAsync($"{which} stands still for {seconds} s", async loads =>
    {
        var node = await NodeOfAsync(which);
        await loads.TakeAsync(node);
        node.Pause();
        try
        {
            var others = Cluster.Nodes.Where(n => n != node).ToList();
            var lasting = loads.ForAsync(TimeSpan.FromSeconds(seconds));
            if (seconds == Long)
            {
                foreach (var other in others)
                    await SeesOnlyAsync(other, others, Downing);
                await KeptByAsync(others, [], Downing);
            }

            await lasting;
        }
        finally
        {
            node.Resume();
        }

        if (node.Roles == "edge")
            loads.Give(node);
    });

    private async Task<TestNode> NodeOfAsync(Standing which)
    {
        var coordinator = await Cluster.CoordinatorsNodeAsync(Cluster.Nodes[0]);
        return which switch
        {
            Standing.FirstSeed => Cluster.Edges[0],
            Standing.OtherEdge => Cluster.Edges[1],
            Standing.Coordinator => coordinator,
            Standing.OtherShadow => Cluster.Shadows.First(n => n != coordinator),
            _ => throw new ArgumentOutOfRangeException(nameof(which), which, null),
        };
    }
}
