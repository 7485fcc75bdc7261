using System.Globalization;
using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Latency;

/// <summary>Shadows in trouble, as addresses.</summary>
/// <param name="Slow">Answers after 5 s.</param>
/// <param name="Hung">Accepts and never answers.</param>
/// <param name="BlackHole">Packets to it are dropped.</param>
/// <param name="Refusing">Nobody listens.</param>
internal sealed record AwkwardUpstreams(string Slow, string Hung, string BlackHole, string Refusing)
{
    /// <summary>Starts them.</summary>
    public static async Task<AwkwardUpstreams> StartAsync(Workplace work)
    {
        var (slow, hung, blackHole, refusing) = (work.TakePort(), work.TakePort(), work.TakePort(), work.TakePort());
        static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
        var process = work.Start("awkward", Programs.Load, "upstreams", "--slow", Text(slow), "--hung", Text(hung), "--black-hole", Text(blackHole));
        await process.WaitUntilAsync(
            async () => (await File.ReadAllTextAsync(process.LogFile).ConfigureAwait(false)).Contains("ready", StringComparison.Ordinal),
            TimeSpan.FromSeconds(15), work.Stop).ConfigureAwait(false);
        return new AwkwardUpstreams(Address(slow), Address(hung), Address(blackHole), Address(refusing));
    }

    private static string Address(int port) => $"127.0.0.1:{port}";
}
