using System.Diagnostics;
using Spectre.Console;

namespace ActorProxy.Node.Demo.View;

/// <summary>Shows plain lines, for logs and scripts.</summary>
internal sealed class LineScreen(IAnsiConsole console) : DemoScreen(console)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override Task WaitAsync(Func<Action<string>, Task> work)
    {
        long? last = null;
        return work(text =>
        {
            if (last is { } timestamp && Stopwatch.GetElapsedTime(timestamp) < Interval)
                return;
            Say(text);
            last = Stopwatch.GetTimestamp();
        });
    }

    /// <inheritdoc/>
    public override async Task WatchAsync(
        Func<CancellationToken, Task<DemoSnapshot>> read, DemoLayout layout, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                foreach (var line in Lines(await read(cancellation).ConfigureAwait(false), layout))
                    Say(line);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Say();
        }
    }

    /// <summary>A snapshot as lines.</summary>
    public static IEnumerable<string> Lines(DemoSnapshot snapshot, DemoLayout layout)
    {
        var traffic = snapshot.Traffic;
        var members = snapshot.Cluster?.Members ?? [];
        var up = members.Count(m => m.Reachable && m.Status.Equals("up", StringComparison.OrdinalIgnoreCase));
        yield return $"{DisplayText.Clock(snapshot.Elapsed)}  {DisplayText.Count(traffic.Sent)} requests sent, " +
            $"{DisplayText.Count(traffic.Answered)} answered, {DisplayText.Count(traffic.Failed)} failed; {up} of {layout.Nodes.Count} nodes up";
        foreach (var production in snapshot.Metrics?.Cluster.Productions ?? [])
        {
            yield return $"       {production.Name}: {DisplayText.Count(production.Requests)} requests, " +
                $"{DisplayText.Count(production.Failed)} failed, p50 / p99 {DisplayText.Quantiles(production.LatencyMs)} ms";
        }

        foreach (var shadow in snapshot.Metrics?.Cluster.Shadows ?? [])
        {
            yield return $"       {shadow.Name}: {DisplayText.Count(shadow.Offered)} offered: {string.Join(", ", DisplayText.Copies(shadow))}; " +
                $"weight set / now {DisplayText.Weight(shadow)}; " +
                $"p50 / p99 production {DisplayText.Quantiles(shadow.ProductionLatencyMs)} ms, " +
                $"shadow {DisplayText.Quantiles(shadow.ShadowLatencyMs)} ms";
        }

        foreach (var suspension in DisplayText.Suspensions(snapshot.Cluster, layout))
            yield return $"       {suspension}";
    }
}
