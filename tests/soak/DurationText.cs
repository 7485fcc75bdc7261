using System.Globalization;

namespace ActorProxy.Soak;

/// <summary>Times as people write them.</summary>
internal static class DurationText
{
    /// <summary>Reads <c>90s</c>, <c>10m</c> or <c>2h</c>.</summary>
    /// <returns>Null when it is none.</returns>
    public static TimeSpan? Read(string text)
    {
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number <= 0)
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => null,
        };
    }
}
