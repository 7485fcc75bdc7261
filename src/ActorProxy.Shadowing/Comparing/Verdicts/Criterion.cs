using System.Globalization;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Statistics;

namespace ActorProxy.Shadowing.Comparing.Verdicts;

/// <summary>What one criterion says, and why.</summary>
internal sealed record Criterion(VerdictResult Result, string Reason)
{
    // Limits are held against an interval at every look. 3.9 standard deviations are left once in 20,000 times on that side; looks soon after each
    // other see nearly the same, so ten minutes of polling leave it not much more often.
    private const double Z = 3.9;

    private static readonly double[] Quantiles = [0.5, 0.95];

    /// <summary>No field may differ clearly more often than noise. Latency has its own criterion.</summary>
    public static IEnumerable<Criterion> OfFields(IReadOnlyList<FieldReport> reports)
    {
        var found = reports.Where(r => r.IsRegression && r.Path != FieldPaths.Latency).ToArray();
        if (found.Length == 0) return [new Criterion(VerdictResult.Pass, "no field differs clearly more often than noise")];

        // What stands out at an endpoint is not told again for all of them.
        return found.Where(r => r.Endpoint != FieldReport.AllEndpoints || !found.Any(o => o.Path == r.Path && o.Endpoint != r.Endpoint))
            .Select(r => new Criterion(VerdictResult.Fail, Words(r)));
    }

    /// <summary>Requests with any difference, beyond noise.</summary>
    public static Criterion? OfMismatches(ComparisonCounts counts, VerdictCriteria criteria)
    {
        if (criteria.MismatchRate is not { } limit) return null;
        var different = counts.Different;
        var paired = counts.Endpoints.Values.Sum(e => e.PairedHeads);
        var excess = paired > 0
            ? Interval.OfPairedDifference(different.RawOnly, different.NoiseOnly, paired, Z)
            : Interval.OfRate(different.Raw, counts.Endpoints.Values.Sum(e => e.Heads), Z);
        return Limited(excess, limit / 100, "mismatch rate beyond noise", Percent);
    }

    /// <summary>Requests that fail at the shadow, beyond those that fail at production.</summary>
    public static Criterion? OfErrors(ComparisonCounts counts, VerdictCriteria criteria)
    {
        if (criteria.ErrorRate is not { } limit) return null;
        var (shadow, production) = counts.ShadowStatuses.Failures();
        var excess = Interval.OfPairedDifference(shadow, production, counts.ShadowStatuses.Total(), Z);
        return Limited(excess, limit / 100, "error rate beyond production's", Percent);
    }

    /// <summary>The shadow's latency as a multiple of production's; of the baseline's, when there is one, since it goes the same way.</summary>
    public static IEnumerable<Criterion> OfLatency(ComparisonCounts counts, VerdictCriteria criteria)
    {
        if (criteria.LatencyRatio is not { } limit) yield break;
        foreach (var q in Quantiles)
        {
            var name = $"latency ratio at p{(int)(q * 100)}";
            var shadow = HistogramQuantile.Of(counts.ShadowLatency.Ratio, q, Z);
            var baseline = counts.BaselineLatency.Ratio.Buckets.Count == 0 ? new Interval(1000, 1000) : HistogramQuantile.Of(counts.BaselineLatency.Ratio, q, Z);
            yield return shadow is { } s && baseline is { Low: > 0 } b
                ? Limited(new Interval(s.Low / b.High, s.High / b.Low), limit, name, value => value.ToString("0.00", CultureInfo.InvariantCulture))
                : new Criterion(VerdictResult.Undecided, $"{name}: too few requests");
        }
    }

    /// <summary>Most replies must have been compared whole: of bodies that nobody could read nothing good can be said.</summary>
    public static Criterion OfCoverage(ComparisonCounts counts)
    {
        var unread = counts.Outcomes[(int)ComparisonOutcome.Truncated] + counts.Outcomes[(int)ComparisonOutcome.NotComparable];
        return unread * 2 > counts.Total
            ? new Criterion(VerdictResult.Undecided, $"{unread} of {counts.Total} replies were too long or could not be read")
            : new Criterion(VerdictResult.Pass, $"{counts.Total - unread} of {counts.Total} replies were compared whole");
    }

    private static Criterion Limited(Interval value, double limit, string name, Func<double, string> text)
    {
        var range = $"{name} is between {text(value.Low)} and {text(value.High)}";
        if (value.Low > limit) return new Criterion(VerdictResult.Fail, $"{range}, above the limit of {text(limit)}");
        return value.High <= limit
            ? new Criterion(VerdictResult.Pass, $"{range}, within the limit of {text(limit)}")
            : new Criterion(VerdictResult.Undecided, $"{range}: more requests are needed to hold it against the limit of {text(limit)}");
    }

    private static string Words(FieldReport r)
    {
        var where = r.Endpoint == FieldReport.AllEndpoints ? "all endpoints" : r.Endpoint;
        var how = r.Evidence == "any" ? "" : $" ({r.Evidence})";
        return $"{where}: {r.Path}{how} differs in {Percent(r.RawRate)} of {r.Requests} requests, by noise in {Percent(r.NoiseRate)}"
            + $" (excess {Percent(r.ExcessLow)} to {Percent(r.ExcessHigh)})";
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");
}
