using System.Diagnostics.Metrics;

namespace ActorProxy.Admin.Prometheus;

/// <summary>
/// What Prometheus calls an instrument, by OpenTelemetry's rules for it: dots become underscores, the unit and <c>_total</c> are said in the name.
/// </summary>
internal static class MetricName
{
    public static string Of(Instrument instrument) => Of(instrument.Name, instrument.Unit, IsCounter(instrument));

    public static string Of(string name, string? unit, bool isCounter)
    {
        name = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "",
        };
        if (!name.EndsWith(suffix, StringComparison.Ordinal)) name += suffix;
        return isCounter ? $"{name}_total" : name;
    }

    /// <summary>Whether it only ever goes up; everything else observable is a gauge.</summary>
    public static bool IsCounter(Instrument instrument) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ObservableCounter<>);
}
