using ActorProxy.Bench.Compare.Peers;
using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Saturation;

/// <summary>Runs every peer under every workload at saturation, round after round, so that each is compared within the same minutes.</summary>
internal static class SaturationSection
{
    /// <summary>Runs.</summary>
    public static async Task<SaturationReport> RunAsync(Workplace work, BenchOptions options, Action<string> progress)
    {
        var upstreams = await Upstreams.StartAsync(work).ConfigureAwait(false);
        var peers = await StartAsync(work, upstreams, options).ConfigureAwait(false);
        foreach (var peer in peers.Where(p => p.IsJitted))
        {
            progress($"warming up {peer.Name}");
            Workload[] workloads = [.. options.Workloads.Where(w => w.IsFor(peer.Name))];
            foreach (var workload in workloads)
                await Wrk.RunAsync(work, peer.UrlOf(workload), workload, options.WarmUp / workloads.Length).ConfigureAwait(false);
        }

        var results = new List<SaturationResult>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var workload in options.Workloads)
            {
                foreach (var peer in peers.Where(p => workload.IsFor(p.Name)))
                {
                    var result = await SaturationRun.MeasureAsync(work, peer, workload, round, upstreams, options.RunTime).ConfigureAwait(false);
                    results.Add(result);
                    progress($"round {round}/{options.Rounds} {workload.Name} {peer.Name}: {result.Throughput:N0} requests/s, {result.Cost():F1} per request"
                        + (result.IsDisturbed ? " (disturbed)" : ""));
                }
            }
        }

        return new SaturationReport(results);
    }

    private static async Task<IReadOnlyList<Peer>> StartAsync(Workplace work, Upstreams upstreams, BenchOptions options)
    {
        var peers = new List<Peer>();
        if (options.Includes(PeerNames.Nginx)) peers.Add(await NginxPeers.ForwardAsync(work, upstreams).ConfigureAwait(false));
        if (options.Includes(PeerNames.NginxMirror)) peers.Add(await NginxPeers.MirrorAsync(work, upstreams).ConfigureAwait(false));
        if (options.Includes(PeerNames.Haproxy)) peers.Add(await HaproxyPeer.StartAsync(work, upstreams).ConfigureAwait(false));
        if (options.Includes(PeerNames.Yarp)) peers.Add(await YarpPeers.ForwardAsync(work, upstreams).ConfigureAwait(false));
        if (options.Includes(PeerNames.YarpCopy)) peers.Add(await YarpPeers.CopyAsync(work, upstreams).ConfigureAwait(false));
        if (options.Includes(PeerNames.Forward) || options.Includes(PeerNames.Tenth) || options.Includes(PeerNames.Full) || options.Includes(PeerNames.Compared))
            peers.AddRange((await ActorProxyPeers.TwoProcessesAsync(work, upstreams).ConfigureAwait(false)).Where(p => options.Includes(p.Name)));
        if (options.Includes(PeerNames.FullOneProcess)) peers.Add(await ActorProxyPeers.OneProcessAsync(work, upstreams).ConfigureAwait(false));
        return peers;
    }
}
