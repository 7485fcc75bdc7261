using System.Globalization;
using ActorProxy.Node.Demo.Admin;

namespace ActorProxy.Node.Demo.View;

/// <summary>How numbers are written, the same in tables and lines.</summary>
internal static class DisplayText
{
    /// <summary>A count with thousands separated.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Median and 99th percentile in milliseconds, or a dash when nothing was measured.</summary>
    public static string Quantiles(LatencyAnswer? latency) => latency is { Count: > 0 }
        ? string.Create(CultureInfo.InvariantCulture, $"{latency.P50:0.0} / {latency.P99:0.0}")
        : "-";

    /// <summary>A weight in percent.</summary>
    public static string Percent(double? weight) =>
        weight is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:0.##} %") : "-";

    /// <summary>The weight in force: a percentage, or that the shadow is paused.</summary>
    public static string WeightInForce(ShadowAnswer shadow) => shadow.Paused ? "paused" : Percent(shadow.EffectiveWeight);

    /// <summary>The outcomes that occurred, most frequent first.</summary>
    public static string Outcomes(ShadowAnswer shadow)
    {
        var occurred = shadow.Outcomes.Where(o => o.Value != 0).OrderByDescending(o => o.Value).Select(o => $"{o.Key} {Count(o.Value)}");
        return string.Join(", ", occurred) is { Length: > 0 } text ? text : "none yet";
    }

    /// <summary>Minutes and seconds.</summary>
    public static string Clock(TimeSpan elapsed)
    {
        var (minutes, seconds) = Math.DivRem((int)Math.Round(elapsed.TotalSeconds), 60);
        return string.Create(CultureInfo.InvariantCulture, $"{minutes:00}:{seconds:00}");
    }
}
