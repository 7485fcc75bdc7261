using System.Globalization;

namespace ActorProxy.Node.Demo;

/// <summary>Durations as people type them: a number and one of <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>; a bare number means seconds.</summary>
internal static class DurationText
{
    // The bare number last: every text ends with nothing.
    private static readonly (string Suffix, TimeSpan Unit)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        (string.Empty, TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Reads a duration above zero and up to a day.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var (suffix, unit) = Units.First(u => text.EndsWith(u.Suffix, StringComparison.Ordinal));
        duration = default;
        if (!double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            return false;
        if (double.IsNaN(count) || count <= 0 || count * unit.TotalDays > 1)
            return false;

        duration = count * unit;
        return duration > TimeSpan.Zero;
    }
}
