using System.Globalization;
using ActorProxy.Mappings.Findings;

namespace ActorProxy.Mappings.Reading;

/// <summary>Time spans in fields: whole milliseconds or seconds, and texts such as <c>0.5s</c>.</summary>
internal static class Durations
{
    /// <summary>A field in milliseconds; null when absent or after a finding.</summary>
    public static TimeSpan? Milliseconds(this FieldReader fields, string name, int min = 0) =>
        fields.Integer(name, min) is { } value ? TimeSpan.FromMilliseconds(value) : null;

    /// <summary>A field in seconds; null when absent or after a finding.</summary>
    public static TimeSpan? Seconds(this FieldReader fields, string name) =>
        fields.Integer(name, min: 0) is { } value ? TimeSpan.FromSeconds(value) : null;

    /// <summary>A field such as <c>10s</c>, <c>0.25s</c> or <c>100ms</c>; null when absent or after a finding.</summary>
    public static TimeSpan? Duration(this FieldReader fields, string name)
    {
        if (fields.Text(name) is not { } text)
            return null;

        var (digits, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 0.001)
            : text.EndsWith('s') ? (text[..^1], 1)
            : text.EndsWith('m') ? (text[..^1], 60)
            : text.EndsWith('h') ? (text[..^1], 3600)
            : ("", 0.0);
        if (double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * unit < 1e8)
            return TimeSpan.FromSeconds(number * unit);

        fields.Invalid(name, "must be a duration such as 10s or 0.5s", FindingCodes.InvalidValue);
        return null;
    }
}
