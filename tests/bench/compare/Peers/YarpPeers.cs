using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Peers;

/// <summary>YARP: plain, and with the hand-written middleware that copies with HttpClient.</summary>
internal static class YarpPeers
{
    public static Task<Peer> ForwardAsync(Workplace work, Upstreams upstreams) => StartAsync(work, PeerNames.Yarp, upstreams.Production);

    public static Task<Peer> CopyAsync(Workplace work, Upstreams upstreams) => CopyAsync(work, PeerNames.YarpCopy, upstreams, upstreams.Shadow);

    /// <summary>Copies to another shadow than the healthy one.</summary>
    public static Task<Peer> CopyAsync(Workplace work, string name, Upstreams upstreams, string shadow) =>
        StartAsync(work, name, upstreams.Production, $"http://{shadow}/");

    private static async Task<Peer> StartAsync(Workplace work, string name, string production, params IEnumerable<string> shadow)
    {
        var port = work.TakePort();
        var url = $"http://127.0.0.1:{port}";
        var process = work.Start(name, Programs.Yarp, [url, $"http://{production}/", .. shadow]);
        await process.WaitUntilAsync(() => Listeners.IsOpenAsync(port), TimeSpan.FromSeconds(30), work.Stop).ConfigureAwait(false);
        return new Peer(name, url + "/", [new PeerPart("proxy", [process.Pid])], IsJitted: true);
    }
}
