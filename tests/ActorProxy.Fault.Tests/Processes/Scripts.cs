using ActorProxy.Soak;
using ActorProxy.Soak.Faults;
using ActorProxy.Testing.Cluster;
using Xunit.Abstractions;
using AnyFault = ActorProxy.Soak.Faults.Fault;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>Faults one after the other on a cluster under load, with everything checked that a soak checks: see <see cref="SoakChecks"/>.</summary>
internal static class Scripts
{
    private const int Nodes = 5; // of a soak's cluster

    /// <summary>Each of these faults, once.</summary>
    public static SoakOptions Of(params IEnumerable<AnyFault> faults) => new() { Duration = TimeSpan.Zero, Seed = 1, Script = [.. faults] };

    /// <summary>The same fault for each node.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="fault">Makes the fault of a name and a node.</param>
    public static IEnumerable<AnyFault> EachNode(string name, Func<string, Func<SoakScene, TestNode>, AnyFault> fault) =>
        Enumerable.Range(0, Nodes).Select(i => fault($"{name} of node {i + 1}", scene => scene.Cluster.Nodes[i]));

    /// <summary>Runs a soak and fails unless everything has held.</summary>
    public static async Task<SoakReport> HoldsAsync(SoakOptions options, ITestOutputHelper output)
    {
        var report = await SoakRun.RunAsync(options, output.WriteLine);
        output.WriteLine(report.ToString());
        Assert.True(report.Violations.Count == 0, report.ToString());
        return report;
    }
}
