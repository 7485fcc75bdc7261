using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ActorProxy.Bench.Compare.Cluster;

namespace ActorProxy.Bench.Compare.Scale;

/// <summary>What the nodes of a cluster say to each other: bytes on the connections of remoting, both ways, each counted once (at its accepting end).</summary>
internal static partial class RemoteTraffic
{
    /// <summary>Bytes since the connections were opened.</summary>
    public static async Task<long> ReadAsync(BenchCluster cluster, CancellationToken stop)
    {
        long bytes = 0;
        foreach (var node in cluster.Nodes)
        {
            var port = node.RemotePort.ToString(CultureInfo.InvariantCulture);
            using var ss = Process.Start(new ProcessStartInfo("ss", ["-tinH", "state", "established", $"( sport = :{port} )"]) { RedirectStandardOutput = true })!;
            var output = await ss.StandardOutput.ReadToEndAsync(stop).ConfigureAwait(false);
            await ss.WaitForExitAsync(stop).ConfigureAwait(false);
            bytes += Counters().Matches(output).Sum(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
        }

        return bytes;
    }

    [GeneratedRegex(@"\bbytes_(?:sent|received):(\d+)")]
    private static partial Regex Counters();
}
