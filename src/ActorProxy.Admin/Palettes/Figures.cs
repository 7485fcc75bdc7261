using System.Globalization;
using ActorProxy.Admin.Api;

namespace ActorProxy.Admin.Palettes;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    /// <summary>A count, with thousands separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds: two decimals below ten, one below a thousand, none above.</summary>
    public static string Milliseconds(double value) =>
        value.ToString(value < 10 ? "N2" : value < 1000 ? "N1" : "N0", CultureInfo.InvariantCulture);

    /// <summary>A weight in percent, with as many decimals as it has, up to three.</summary>
    public static string Percent(double value) => value.ToString("0.###", CultureInfo.InvariantCulture) + " %";

    /// <summary>A configured weight and what is in force instead of it.</summary>
    public static string Weight(double? configured, double? effective, bool paused)
    {
        if (configured is not { } from || effective is not { } to)
            return "not configured";

        var text = from.Equals(to) ? Percent(to) : $"{Percent(to)} (configured {Percent(from)})";
        return paused ? $"{text}, paused" : text;
    }

    /// <summary>How many nodes' figures went into an answer, and how old the oldest are.</summary>
    public static string Nodes(MetricsResponse metrics)
    {
        var live = metrics.Nodes.Count(node => node.State == "live");
        var departed = metrics.NodesHeld - live;
        var age = (metrics.OldestAgeMs / 1000).ToString("0.0", CultureInfo.InvariantCulture);
        return $"Nodes: {live} live{(departed > 0 ? $", {departed} departed" : "")}, oldest figures {age} s old";
    }
}
