using ActorProxy.Soak.Faults;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>Machines fail their nodes: a full disk, no descriptors, a clock that is set.</summary>
public class MachineTests(ITestOutputHelper output)
{
    [LongFact(Need.Root)]
    public async Task A_full_disk_under_the_state_harms_nothing() =>
        await Scripts.HoldsAsync(Scripts.Of(MachineFaults.FullDiskAtAnEdge, MachineFaults.FullDiskAtAShadowNode), output);

    [LongFact]
    public async Task Missing_descriptors_harm_nothing_but_the_node_that_misses_them() =>
        await Scripts.HoldsAsync(Scripts.Of(MachineFaults.NoFilesAtAnEdge, MachineFaults.NoFilesAtAShadowNode), output);

    [LongFact(Need.FakeTime)]
    public async Task A_clock_that_is_set_expires_nothing()
    {
        var report = await Scripts.HoldsAsync(
            Scripts.Of(MachineFaults.ClockSteps(scene => scene.Cluster.Edges[1]), MachineFaults.ClockSteps(scene => scene.Cluster.Shadows[0])), output);

        Assert.Equal((0, 0), (report.Excused, report.Uncounted));
    }
}
