using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Statistics;

namespace ActorProxy.Shadowing.Comparing.Verdicts;

/// <summary>Finds the fields that differ clearly more often than noise does.</summary>
public static class Regressions
{
    /// <summary>A report of every field that was ever different, regressions first.</summary>
    public static IReadOnlyList<FieldReport> Find(ComparisonCounts counts, VerdictCriteria criteria)
    {
        var reports = counts.Endpoints.SelectMany(e => e.Value.Fields.Select(f => Report(e.Key, e.Value, f.Key, f.Value, criteria))).ToArray();
        var threshold = BenjaminiHochberg.Threshold(reports.Select(r => r.PValue), criteria.FalseAlarmRate / 100);
        return [.. reports.Select(r => r with { IsRegression = r.PValue <= threshold }).OrderBy(r => r.PValue).ThenBy(r => r.Path, StringComparer.Ordinal)];
    }

    private static FieldReport Report(string endpoint, EndpointCounts sample, string path, FieldCounts field, VerdictCriteria criteria)
    {
        var head = FieldPaths.PartOf(path) == ComparedParts.Head;
        var paired = head ? sample.PairedHeads : sample.PairedBodies;
        var any = field.Any;
        if (paired > 0)
        {
            var excess = Interval.OfPairedDifference(any.RawOnly, any.NoiseOnly, paired);
            return new FieldReport(
                endpoint, path, paired, field, (double)any.PairedRaw / paired, (double)any.Noise / paired, excess.Low, excess.High,
                Evidence.PValue(any.RawOnly, any.NoiseOnly, 0.5), false);
        }

        var n = head ? sample.Heads : sample.Bodies;
        var background = criteria.BackgroundRate / 100;
        var rate = Interval.OfRate(any.Raw, n);
        return new FieldReport(
            endpoint, path, n, field, (double)any.Raw / n, background, rate.Low - background, rate.High - background,
            Evidence.PValue(any.Raw, n - any.Raw, background), false);
    }
}
