using System.Diagnostics;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Peers;
using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Saturation;

/// <summary>Measures one peer under one workload: everything it does for the requests, their copies included, until the last copy has arrived.</summary>
internal static class SaturationRun
{
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(8);

    /// <summary>Runs.</summary>
    /// <param name="work">Where.</param>
    /// <param name="peer">What is measured.</param>
    /// <param name="workload">With what.</param>
    /// <param name="round">Number of the round.</param>
    /// <param name="upstreams">Who counts the copies.</param>
    /// <param name="duration">How long; a second of the same load goes before it.</param>
    public static async Task<SaturationResult> MeasureAsync(
        Workplace work, Peer peer, Workload workload, int round, Upstreams upstreams, TimeSpan duration)
    {
        var url = peer.UrlOf(workload);
        await Wrk.RunAsync(work, url, workload, TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        var copiesBefore = await StillAsync(upstreams, work.Stop).ConfigureAwait(false);

        var disturbance = new Disturbance(work.Pids);
        var counters = peer.Parts.ToDictionary(p => p.Name, p => InstructionCounter.Start(p.Pids));
        try
        {
            var before = peer.Parts.ToDictionary(p => p.Name, p => CpuTime.Of(p.Pids));
            var load = await Wrk.RunAsync(work, url, workload, duration).ConfigureAwait(false);
            var copies = await StillAsync(upstreams, work.Stop).ConfigureAwait(false) - copiesBefore;
            var parts = new Dictionary<string, PartUse>();
            foreach (var part in peer.Parts)
            {
                var instructions = counters[part.Name] is { } counter ? await counter.StopAsync().ConfigureAwait(false) : ((double, double)?)null;
                parts[part.Name] = new PartUse(CpuTime.Of(part.Pids) - before[part.Name], instructions);
            }

            return new SaturationResult
            {
                Peer = peer.Name, Workload = workload, Round = round, Load = load, Parts = parts, Copies = copies, IsDisturbed = disturbance.Seen(),
            };
        }
        finally
        {
            foreach (var counter in counters.Values) counter?.Dispose();
        }
    }

    /// <summary>Waits until no more copies arrive.</summary>
    /// <returns>How many have arrived so far.</returns>
    private static async Task<long> StillAsync(Upstreams upstreams, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        for (var last = await upstreams.CopiesAsync(stop).ConfigureAwait(false); ;)
        {
            await Task.Delay(Still, stop).ConfigureAwait(false);
            var now = await upstreams.CopiesAsync(stop).ConfigureAwait(false);
            if (now == last || Stopwatch.GetElapsedTime(started) > SettleLimit) return now;
            last = now;
        }
    }
}
