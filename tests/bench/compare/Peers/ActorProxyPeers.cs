using ActorProxy.Bench.Compare.Cluster;
using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Peers;

/// <summary>ActorProxy: edge and dispatcher in processes of their own, and both roles in one.</summary>
internal static class ActorProxyPeers
{
    /// <summary>An edge and a dispatcher node. The same edge forwards without a shadow, with one of weight 10, with one of weight 100, and with one whose replies are compared.</summary>
    public static async Task<IReadOnlyList<Peer>> TwoProcessesAsync(Workplace work, Upstreams upstreams)
    {
        var cluster = await BenchCluster.StartAsync(
            work, "pair", [("edge", "edge"), ("dispatcher", "shadow")], upstreams.Production,
            [new BenchRoute("forward"), new BenchRoute("tenth", upstreams.Shadow, Weight: 10), new BenchRoute("full", upstreams.Shadow), new BenchRoute("compared", upstreams.Shadow, Policy: "compare: {}")]).ConfigureAwait(false);
        PeerPart[] parts = [.. cluster.Nodes.Select(n => new PeerPart(n.Name, [n.Process.Pid]))];
        var url = cluster.Nodes[0].EdgeUrl;
        return
        [
            new Peer(PeerNames.Forward, $"{url}forward/", parts[..1], IsJitted: true),
            new Peer(PeerNames.Tenth, $"{url}tenth/", parts, IsJitted: true),
            new Peer(PeerNames.Full, $"{url}full/", parts, IsJitted: true),
            new Peer(PeerNames.Compared, $"{url}compared/", parts, IsJitted: true),
        ];
    }

    /// <summary>One node with both roles.</summary>
    public static async Task<Peer> OneProcessAsync(Workplace work, Upstreams upstreams)
    {
        var cluster = await BenchCluster.StartAsync(
            work, "single", [("node", "edge,shadow")], upstreams.Production, [new BenchRoute("full", upstreams.Shadow)]).ConfigureAwait(false);
        var node = cluster.Nodes[0];
        return new Peer(PeerNames.FullOneProcess, $"{node.EdgeUrl}full/", [new PeerPart("both", [node.Process.Pid])], IsJitted: true);
    }
}
