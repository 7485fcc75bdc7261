using ActorProxy.Soak;
using ActorProxy.Soak.Faults;
using ActorProxy.Testing;
using Xunit.Abstractions;
using AnyFault = ActorProxy.Soak.Faults.Fault;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>Faults of processes and their machines under load, with everything checked that a soak checks: see <see cref="SoakChecks"/>.</summary>
public class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_minute_of_random_faults_harms_nothing() =>
        await HoldsAsync(new SoakOptions { Duration = TimeSpan.FromSeconds(60), Seed = 1 });

    [LongFact]
    public async Task Each_kind_of_fault_harms_nothing() => await HoldsAsync(Scripted([.. FaultDeck.All]));

    /// <summary>One node at a time; who looks whether an edge is ready sees no failure at all.</summary>
    [Fact]
    public async Task A_rolling_restart_fails_no_request()
    {
        var report = await HoldsAsync(Scripted([.. Enumerable.Range(0, 5).Select(i => NodeFaults.Restart($"orderly restart of node {i + 1}", s => s.Cluster.Nodes[i]))]));

        Assert.Equal(0, report.Excused);
        Assert.Equal(0, report.Uncounted);
    }

    [RootFact]
    public async Task Full_disks_and_missing_descriptors_harm_nothing_but_what_they_befall() => await HoldsAsync(Scripted(
        MachineFaults.FullDiskAtAnEdge, MachineFaults.NoFilesAtAnEdge, MachineFaults.FullDiskAtAShadowNode, MachineFaults.NoFilesAtAShadowNode));

    [FakeTimeFact]
    public async Task A_shadow_nodes_clock_that_is_set_expires_nothing() => await HoldsAsync(Scripted(MachineFaults.ClockSteps(s => s.Cluster.Shadows[0])));

    [FakeTimeFact]
    public async Task An_edges_clock_that_is_set_expires_nothing() => await HoldsAsync(Scripted(MachineFaults.ClockSteps(s => s.Cluster.Edges[1])));

    private static SoakOptions Scripted(params AnyFault[] faults) => new() { Duration = TimeSpan.Zero, Seed = 1, Script = faults };

    private async Task<SoakReport> HoldsAsync(SoakOptions options)
    {
        var report = await SoakRun.RunAsync(options, output.WriteLine);
        output.WriteLine(report.ToString());
        Assert.True(report.Violations.Count == 0, report.ToString());
        return report;
    }
}
