using System.Globalization;
using ActorProxy.Node.Demo.Admin;

namespace ActorProxy.Node.Demo.View;

/// <summary>How numbers are written, the same in tables and lines.</summary>
internal static class DisplayText
{
    /// <summary>A count with thousands separated.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Median and 99th percentile in milliseconds, or a dash when nothing was measured.</summary>
    public static string Quantiles(LatencyAnswer? latency) =>
        latency is { Count: > 0 } ? $"{Milliseconds(latency.P50)} / {Milliseconds(latency.P99)}" : "-";

    /// <summary>The configured weight and the one in force, in percent, or that the shadow is paused.</summary>
    public static string Weight(ShadowAnswer shadow)
    {
        var inForce = shadow.Paused ? "paused" : Percent(shadow.EffectiveWeight) + " %";
        return $"{Percent(shadow.ConfiguredWeight)} / {inForce}";
    }

    /// <summary>The outcomes that occurred, most frequent first, how many of the answers were errors, and what has no outcome yet.</summary>
    public static IReadOnlyList<string> Copies(ShadowAnswer shadow)
    {
        var copies = shadow.Outcomes.Where(o => o.Value != 0).OrderByDescending(o => o.Value)
            .Select(o => $"{o.Key} {Count(o.Value)}{(o.Key == "answered" ? Errors(shadow) : string.Empty)}");
        return shadow.UnderWay == 0 ? [.. copies] : [.. copies, $"under way {Count(shadow.UnderWay)}"];
    }

    /// <summary>A line for each edge that has suspended copying: copies that count as paused are explained.</summary>
    public static IEnumerable<string> Suspensions(ClusterAnswer? cluster, DemoLayout layout) =>
        (cluster?.Suspended ?? []).Select(edge => $"{layout.Nodes.FirstOrDefault(n => n.IsAt(edge.Node))?.Name ?? edge.Node} has suspended copying: {edge.Reason}");

    /// <summary>Minutes and seconds.</summary>
    public static string Clock(TimeSpan elapsed)
    {
        var (minutes, seconds) = Math.DivRem((int)Math.Round(elapsed.TotalSeconds), 60);
        return string.Create(CultureInfo.InvariantCulture, $"{minutes:00}:{seconds:00}");
    }

    private static string Errors(ShadowAnswer shadow)
    {
        var errors = shadow.Statuses.Where(s => s.Key.StartsWith('4') || s.Key.StartsWith('5')).Select(s => $"{Count(s.Value)} x {s.Key}");
        return string.Join(", ", errors) is { Length: > 0 } text ? $" ({text})" : string.Empty;
    }

    private static string Milliseconds(double value) => value.ToString(value < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Percent(double? weight) => weight?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-";
}
