using System.Globalization;

namespace ActorProxy.Admin.Palettes;

/// <summary>Durations as people type them: a number with <c>s</c>, <c>m</c> or <c>h</c>; a bare number means seconds.</summary>
internal static class DurationText
{
    /// <summary>Reads a duration of up to a day.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var seconds = text switch { [.., 'm'] => 60, [.., 'h'] => 3600, _ => 1 };
        var number = text is [.., 's' or 'm' or 'h'] ? text[..^1] : text;
        duration = default;
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count * seconds > TimeSpan.SecondsPerDay)
            return false;

        duration = TimeSpan.FromSeconds(count * seconds);
        return true;
    }
}
