using ActorProxy.Soak.Faults;
using ActorProxy.Testing.Processes;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>
/// A live cluster of the build before this one becomes one of this build, one node at a time, under load. It takes a checkout and a build of the earlier
/// commit, so it is a long test; what is always run is the test of the wire format's golden bytes.
/// </summary>
public sealed class UpgradeTests(ITestOutputHelper output) : IDisposable
{
    private readonly PreviousBuild _previous = new();

    [LongFact(Need.PreviousBuild)]
    public async Task Nodes_of_the_previous_build_are_replaced_one_at_a_time()
    {
        var options = Scripts.Of(Scripts.EachNode("upgrade", (name, node) => NodeFaults.Replace(name, node, BuiltPrograms.Node)));

        var report = await Scripts.HoldsAsync(options with { Program = _previous.Build(output.WriteLine) }, output);

        Assert.Equal((0, 0), (report.Excused, report.Uncounted));
    }

    public void Dispose() => _previous.Dispose();
}
