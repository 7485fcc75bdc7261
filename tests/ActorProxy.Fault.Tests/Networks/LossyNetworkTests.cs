using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Network;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Networks;

/// <summary>All links between nodes lose and delay packets: copies get through meanwhile, or are counted.</summary>
public class LossyNetworkTests(NetworkedCluster shared, ITestOutputHelper output) : NetworkFaultTest(shared, output)
{
    [Theory]
    [LongData(5, 20, 20, 10)]
    [LongData(2, 0, 0, 60)]
    [LongData(0, 150, 100, 60)]
    [LongData(10, 50, 50, 60)]
    [LongData(30, 0, 0, 60)]
    public Task Copies_get_through_a_bad_network_or_are_counted(int lossPercent, int delayMilliseconds, int jitterMilliseconds, int seconds) => UnderLoadAsync(
        $"loss {lossPercent} %, delay {delayMilliseconds} to {delayMilliseconds + jitterMilliseconds} ms for {seconds} s",
        async loads =>
        {
            var hosts = HostsOf(Cluster.Nodes);
            Network.SetFrom(hosts, hosts, new LinkState
            {
                Loss = lossPercent / 100.0,
                Delay = TimeSpan.FromMilliseconds(delayMilliseconds),
                Jitter = TimeSpan.FromMilliseconds(jitterMilliseconds),
            });
            await loads.ForAsync(TimeSpan.FromSeconds(seconds));
        });
}
