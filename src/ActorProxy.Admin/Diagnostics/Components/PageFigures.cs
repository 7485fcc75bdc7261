using System.Globalization;
using ActorProxy.Admin.Palettes;

namespace ActorProxy.Admin.Diagnostics.Components;

/// <summary>Numbers as the page writes them.</summary>
internal static class PageFigures
{
    /// <summary>What stands for a number that is not known.</summary>
    public const string Unknown = "–";

    /// <summary>A part of a whole: <c>12.3 %</c>, and never 0 % or 100 % for what is neither.</summary>
    public static string Share(long part, long whole)
    {
        if (whole == 0)
            return Unknown;

        var percent = 100.0 * part / whole;
        return percent switch
        {
            > 0 and < 0.01 => "< 0.01 %",
            > 99.99 and < 100 => "> 99.99 %",
            _ => percent.ToString(percent < 10 ? "0.##" : "0.#", CultureInfo.InvariantCulture) + " %",
        };
    }

    /// <summary>A rate per second.</summary>
    public static string Rate(double? perSecond) => perSecond is { } rate
        ? rate.ToString(rate < 10 ? "0.#" : "N0", CultureInfo.InvariantCulture)
        : Unknown;

    /// <summary>A latency with its unit; a dash where nothing was recorded.</summary>
    public static string Latency(TimeSpan value, long count) => count == 0 ? Unknown : Duration(value);

    /// <summary>A duration with the unit that fits: <c>830 µs</c>, <c>2.41 ms</c>, <c>1.25 s</c>.</summary>
    public static string Duration(TimeSpan value)
    {
        var milliseconds = Math.Abs(value.TotalMilliseconds);
        var sign = value < TimeSpan.Zero ? "−" : "";
        return sign + milliseconds switch
        {
            0 => "0 ms",
            < 1 => (milliseconds * 1000).ToString("0", CultureInfo.InvariantCulture) + " µs",
            < 1000 => Figures.Milliseconds(milliseconds) + " ms",
            _ => (milliseconds / 1000).ToString("0.##", CultureInfo.InvariantCulture) + " s",
        };
    }

    /// <summary>A round duration, as on an axis: <c>100 ms</c>.</summary>
    public static string Round(TimeSpan value) => value.TotalMilliseconds switch
    {
        < 1 => value.TotalMicroseconds.ToString("0.##", CultureInfo.InvariantCulture) + " µs",
        < 1000 => value.TotalMilliseconds.ToString("0.##", CultureInfo.InvariantCulture) + " ms",
        _ => value.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s",
    };

    /// <summary>An age in seconds.</summary>
    public static string Seconds(TimeSpan value) => value.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    /// <summary>A moment, for the audit trail.</summary>
    public static string Moment(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A coordinate or length in a drawing.</summary>
    public static string Svg(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
