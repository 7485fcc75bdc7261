using ActorProxy.Soak.Faults;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>What is between a single test and <c>tests/soak/run.sh</c>.</summary>
public class SoakTests(ITestOutputHelper output)
{
    /// <summary>A fault of each sort: of a machine, of a process, of a shadow, by an operator. The load is one that a busy machine bears.</summary>
    [Fact]
    public async Task A_minute_of_faults_harms_nothing() => await Scripts.HoldsAsync(
        Scripts.Of(
            MachineFaults.NoFilesAtAnEdge,
            NodeFaults.Restart("orderly restart of an edge", scene => scene.Cluster.Edges[0]),
            ServiceFaults.Hang,
            ControlFaults.PauseAll) with { Rate = 40 },
        output);

    /// <summary>Who looks whether an edge is ready sees no failure at all.</summary>
    [LongFact]
    public async Task A_rolling_restart_fails_no_request()
    {
        var report = await Scripts.HoldsAsync(Scripts.Of(Scripts.EachNode("orderly restart", NodeFaults.Restart)), output);

        Assert.Equal((0, 0), (report.Excused, report.Uncounted));
    }
}
