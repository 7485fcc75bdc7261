using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads <c>compare.verdict</c>.</summary>
internal static class VerdictReader
{
    private const double LeastRate = 0.0001;

    /// <summary>Reads it; the defaults when absent.</summary>
    public static VerdictCriteria Read(FieldReader compare)
    {
        var defaults = VerdictCriteria.Default;
        if (compare.Object("verdict") is not { } fields)
            return defaults;

        var criteria = new VerdictCriteria
        {
            MinimumRequests = fields.Integer("minimum_requests", min: VerdictCriteria.LeastRequests) ?? defaults.MinimumRequests,
            MismatchRate = fields.Number("mismatch_rate", 0, 100),
            ErrorRate = fields.Number("error_rate", 0, 100) ?? defaults.ErrorRate,
            LatencyRatio = fields.Number("latency_ratio", min: 0.01, max: 1000),
            FalseAlarmRate = fields.Number("false_alarm_rate", LeastRate, 50) ?? defaults.FalseAlarmRate,
            BackgroundRate = fields.Number("background_rate", LeastRate, 50) ?? defaults.BackgroundRate,
        };
        fields.Finish();
        return criteria;
    }
}
