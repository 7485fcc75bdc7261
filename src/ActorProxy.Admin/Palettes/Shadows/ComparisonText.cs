using System.Globalization;
using ActorProxy.Admin.Api;

namespace ActorProxy.Admin.Palettes.Shadows;

/// <summary>What was compared of a shadow, for people.</summary>
internal static class ComparisonText
{
    private const int MostFields = 30;

    /// <summary>The whole comparison.</summary>
    public static string Of(ComparisonResponse comparison)
    {
        if (comparison.Compared == 0)
            return $"{comparison.Name}: nothing was compared yet{(comparison.Enabled ? "" : "; its ShadowPolicy has no 'compare'")}";

        var baseline = comparison.Baseline is null ? "no baseline" : $"baseline {comparison.Baseline}, {Figures.Count(comparison.Paired)} of them paired with it";
        return string.Join(
            '\n',
            $"{comparison.Name}: {Figures.Count(comparison.Compared)} compared, {baseline}",
            Outcomes(comparison),
            Fields(comparison.Fields),
            Statuses("shadow", comparison.Statuses),
            Latency(comparison));
    }

    /// <summary>A verdict and its reasons.</summary>
    public static string Of(VerdictResponse verdict)
    {
        var paired = verdict.Paired > 0 ? $", {Figures.Count(verdict.Paired)} with a baseline" : "";
        return string.Join(
            '\n', [$"{verdict.Name}: {verdict.Verdict} ({Figures.Count(verdict.Compared)} requests{paired})", .. verdict.Reasons.Select(reason => $"  {reason}")]);
    }

    private static string Outcomes(ComparisonResponse comparison)
    {
        var table = new TextTable("outcome", ">count", ">share");
        foreach (var (outcome, count) in comparison.Outcomes)
            table.Row(outcome, Figures.Count(count), Figures.Percent(Math.Round(100.0 * count / comparison.Compared, 2)));
        return table.ToString();
    }

    private static string Fields(IReadOnlyList<FieldResponse> fields)
    {
        if (fields.Count == 0)
            return "no field ever differed";

        var table = new TextTable("", "field", "endpoint", "kinds", ">requests", ">differs", ">noise", ">excess");
        foreach (var field in fields.Take(MostFields))
        {
            table.Row(
                field.Regression ? "regression" : "",
                field.Path,
                field.Endpoint,
                string.Join(' ', field.Kinds.Where(kind => kind.Value.Shadow > 0).Select(kind => kind.Key)),
                Figures.Count(field.Requests),
                Share(field.RawRate),
                Share(field.NoiseRate),
                $"{Share(field.ExcessLow)} to {Share(field.ExcessHigh)}");
        }

        return fields.Count > MostFields ? $"{table}\n... and {fields.Count - MostFields} more; --json has all of them" : table.ToString();
    }

    private static string Statuses(string other, IReadOnlyList<StatusPairResponse> cells)
    {
        var table = new TextTable("production", other, ">requests");
        foreach (var cell in cells)
            table.Row(cell.Production, cell.Other, Figures.Count(cell.Count));
        return table.ToString();
    }

    private static string Latency(ComparisonResponse comparison)
    {
        var table = new TextTable("latency minus production's (ms)", ">requests", ">p5", ">p50", ">p95", ">p99", ">ratio p50", ">ratio p95");
        AddLatency(table, "shadow", comparison.Latency);
        if (comparison.BaselineLatency.Count > 0)
            AddLatency(table, "baseline", comparison.BaselineLatency);
        return table.ToString();
    }

    private static void AddLatency(TextTable table, string name, PairedLatencyResponse latency) => table.Row(
        [name, Figures.Count(latency.Count), .. latency.DeltaMs.Select(delta => Figures.Milliseconds(delta.Value)), Ratio(latency, 0.5), Ratio(latency, 0.95)]);

    private static string Ratio(PairedLatencyResponse latency, double quantile) =>
        latency.Ratio.First(ratio => ratio.Quantile.Equals(quantile)).Value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Share(double share) => Figures.Percent(Math.Round(100 * share, 2));
}
