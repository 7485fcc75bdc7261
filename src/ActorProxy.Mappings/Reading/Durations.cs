using System.Buffers;
using System.Globalization;
using ActorProxy.Mappings.Findings;

namespace ActorProxy.Mappings.Reading;

/// <summary>Time spans in fields: whole milliseconds or seconds, and texts such as <c>0.5s</c>.</summary>
internal static class Durations
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>A field in milliseconds; null when absent or after a finding.</summary>
    public static TimeSpan? Milliseconds(this FieldReader fields, string name, int min = 0) =>
        fields.Integer(name, min) is { } value ? TimeSpan.FromMilliseconds(value) : null;

    /// <summary>A field in seconds; null when absent or after a finding.</summary>
    public static TimeSpan? Seconds(this FieldReader fields, string name) =>
        fields.Integer(name, min: 0) is { } value ? TimeSpan.FromSeconds(value) : null;

    /// <summary>A field such as <c>10s</c>, <c>0.25s</c>, <c>100ms</c> or <c>1m30s</c>; null when absent or after a finding.</summary>
    public static TimeSpan? Duration(this FieldReader fields, string name)
    {
        if (fields.Text(name) is not { } text)
            return null;
        if (TryParse(text, out var duration))
            return duration;

        fields.Invalid(name, "must be a duration such as 10s or 0.5s", FindingCodes.InvalidValue);
        return null;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        var seconds = 0.0;
        duration = TimeSpan.Zero;
        if (text.IsEmpty || text.Length > 40)
            return false;

        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(
                text[..digits],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number))
                return false;

            text = text[digits..];
            var unit = text.StartsWith("ms") ? 0.001 : text[0] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => double.NaN };
            text = text[(text.StartsWith("ms") ? 2 : 1)..];
            seconds += number * unit;
        }

        if (!(seconds < 1e8))
            return false;

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
