using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Peers;

/// <summary>HAProxy, forwarding over kept connections; one thread per core.</summary>
internal static class HaproxyPeer
{
    public static async Task<Peer> StartAsync(Workplace work, Upstreams upstreams)
    {
        var port = work.TakePort();
        var config = work.Write("haproxy.cfg", $"""
            global
              nbthread {Environment.ProcessorCount}
              maxconn 4096
            defaults
              mode http
              timeout connect 5s
              timeout client 60s
              timeout server 60s
              http-reuse always
            frontend bench
              bind 127.0.0.1:{port}
              default_backend production
            backend production
              server production {upstreams.Production}

            """);
        var process = work.Start(PeerNames.Haproxy, "haproxy", "-db", "-f", config);
        await process.WaitUntilAsync(() => Listeners.IsOpenAsync(port), TimeSpan.FromSeconds(10), work.Stop).ConfigureAwait(false);
        return new Peer(PeerNames.Haproxy, $"http://127.0.0.1:{port}/", [new PeerPart("proxy", [process.Pid])], IsJitted: false);
    }
}
