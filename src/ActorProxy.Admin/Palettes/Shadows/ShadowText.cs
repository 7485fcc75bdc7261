using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Palettes.Shadows;

/// <summary>Answers of the palette <c>shadow</c> for people.</summary>
internal static class ShadowText
{
    private static readonly string Answered = CopyOutcome.Answered.Name();

    /// <summary>All shadows and their settings.</summary>
    public static string List(ShadowListResponse list)
    {
        var master = list.AllPaused ? $"All copying is paused{(list.AllPausedBy is null ? "" : $" by {Stamp(list.AllPausedBy)}")}.\n" : "";
        master += string.Concat(list.Suspended.Select(edge => $"Copying is suspended at {edge.Node}: {edge.Reason}.\n"));
        if (list.Shadows.Count == 0)
            return master + "No shadow Mapping is configured.";

        var table = new TextTable("shadow", "service", ">configured", ">effective", "paused", "changed by");
        foreach (var shadow in list.Shadows)
        {
            var paused = shadow switch { { PausedByAll: true } => "by all", { Paused: true } => "yes", _ => "no" };
            table.Row(shadow.Name, shadow.Service, Figures.Percent(shadow.ConfiguredWeight), Figures.Percent(shadow.EffectiveWeight), paused, Stamp(shadow.ChangedBy));
        }

        return master + table;
    }

    /// <summary>The setting of one shadow, in a line.</summary>
    public static string Setting(ShadowResponse shadow)
    {
        var weight = Figures.Weight(shadow.ConfiguredWeight, shadow.EffectiveWeight, shadow.Paused);
        return $"{shadow.Name}: {weight}{(shadow.PausedByAll ? " (all copying is paused)" : "")}";
    }

    /// <summary>Who changed what.</summary>
    public static string History(ShadowHistoryResponse history)
    {
        if (history.Changes.Count == 0)
            return "Nobody has changed anything.";

        var table = new TextTable("when", "shadow", ">weight", "paused", "who", "reason");
        foreach (var change in history.Changes)
        {
            var weight = change switch { { Shadow: ShadowSteering.All } => "", { OverrideWeight: { } percent } => Figures.Percent(percent), _ => "configured" };
            table.Row(When(change.ChangedBy.When), change.Shadow, weight, change.Paused ? "yes" : "no", change.ChangedBy.Who, change.ChangedBy.Reason ?? "");
        }

        return table.ToString();
    }

    /// <summary>One shadow with all its settings.</summary>
    public static string Detail(ShadowDetailResponse shadow)
    {
        var control = shadow.Control;
        string[] lines =
        [
            $"service                {control.Service}",
            $"weight                 {Figures.Weight(control.ConfiguredWeight, control.EffectiveWeight, control.Paused)}{(control.PausedByAll ? " (all copying is paused)" : "")}",
            $"changed by             {(control.ChangedBy is null ? "nobody" : Stamp(control.ChangedBy))}",
            $"sampled by             {shadow.SampleBy ?? "request"}",
            $"ordered by             {shadow.OrderBy ?? "nothing"}",
            $"methods                {(shadow.Methods.Count == 0 ? "all" : string.Join(", ", shadow.Methods))}",
            $"host                   {shadow.Host}",
            $"request headers        {(shadow.RequestHeaders.Count == 0 ? "as production's" : string.Join("; ", shadow.RequestHeaders))}",
            $"timeout                {Figures.Milliseconds(shadow.TimeoutMs)} ms",
            $"max body               {Figures.Count(shadow.MaxBodyBytes)} bytes",
            $"max in flight          {Figures.Count(shadow.MaxInFlight)} per lane, {shadow.Lanes} lanes",
            $"max copies per second  {shadow.MaxCopiesPerSecond?.ToString(CultureInfo.InvariantCulture) ?? "no limit"}",
            $"max age                {Figures.Milliseconds(shadow.MaxAgeMs)} ms",
        ];
        return $"{control.Name}\n  {string.Join("\n  ", lines)}";
    }

    /// <summary>The figures of all shadows, a line each.</summary>
    public static string Stats(MetricsResponse metrics)
    {
        var shadows = metrics.Cluster.Shadows;
        if (shadows.Count == 0)
            return "No shadow Mapping is configured.";

        var outcomes = CopyOutcomes.All.Select(outcome => outcome.Name())
            .Where(outcome => outcome != Answered && shadows.Any(shadow => shadow.Outcomes[outcome] != 0)).ToList();
        var underWay = shadows.Any(shadow => shadow.UnderWay != 0);
        var table = new TextTable(
            ["shadow", ">offered", ">answered", .. outcomes.Select(outcome => ">" + outcome), .. Only(underWay, ">under_way"),
             "statuses", ">prod p50", ">prod p99", ">shadow p50", ">shadow p99", "weight"]);
        foreach (var shadow in shadows)
        {
            table.Row(
                [shadow.Name, Figures.Count(shadow.Offered), Figures.Count(shadow.Outcomes[Answered]),
                 .. outcomes.Select(outcome => Figures.Count(shadow.Outcomes[outcome])), .. Only(underWay, Figures.Count(shadow.UnderWay)),
                 Statuses(shadow), Figures.Milliseconds(shadow.ProductionLatencyMs.P50), Figures.Milliseconds(shadow.ProductionLatencyMs.P99),
                 Figures.Milliseconds(shadow.ShadowLatencyMs.P50), Figures.Milliseconds(shadow.ShadowLatencyMs.P99),
                 Figures.Weight(shadow.ConfiguredWeight, shadow.EffectiveWeight, shadow.Paused)]);
        }

        return $"{table}\n{Figures.Nodes(metrics)}; latencies in ms";
    }

    /// <summary>The figures of one shadow, in full.</summary>
    public static string Stats(ShadowMetricsResponse shadow, MetricsResponse metrics)
    {
        var counts = new TextTable("copies", ">count", ">share");
        counts.Row("offered", Figures.Count(shadow.Offered), "");
        foreach (var outcome in CopyOutcomes.All.Select(outcome => outcome.Name()).Where(outcome => outcome == Answered || shadow.Outcomes[outcome] != 0))
            counts.Row(outcome, Figures.Count(shadow.Outcomes[outcome]), Share(shadow.Outcomes[outcome], shadow.Offered));

        if (shadow.UnderWay != 0)
            counts.Row("under_way", Figures.Count(shadow.UnderWay), Share(shadow.UnderWay, shadow.Offered));

        var latency = new TextTable("latency (ms)", ">mean", ">p50", ">p95", ">p99", ">p99.9", ">max");
        AddLatency(latency, "production", shadow.ProductionLatencyMs);
        AddLatency(latency, "shadow", shadow.ShadowLatencyMs);
        return string.Join(
            '\n',
            [$"{shadow.Name}: {Figures.Weight(shadow.ConfiguredWeight, shadow.EffectiveWeight, shadow.Paused)}",
            counts.ToString(),
            $"statuses: {Statuses(shadow)}",
            .. Compared(shadow),
            latency.ToString(),
            Figures.Nodes(metrics)]);
    }

    private static IEnumerable<string> Compared(ShadowMetricsResponse shadow) => Only(
        shadow.Comparisons.Values.Sum() > 0,
        "compared: " + string.Join(' ', shadow.Comparisons.Where(compared => compared.Value != 0).Select(c => $"{c.Key}:{Figures.Count(c.Value)}")));

    private static void AddLatency(TextTable table, string name, LatencyResponse latency) => table.Row(
        [name, .. new[] { latency.Mean, latency.P50, latency.P95, latency.P99, latency.P999, latency.Max }.Select(Figures.Milliseconds)]);

    private static string Statuses(ShadowMetricsResponse shadow) => shadow.Statuses.Count == 0
        ? "-"
        : string.Join(' ', shadow.Statuses.Select(status => $"{status.Key}:{Figures.Count(status.Value)}"));

    private static string Share(long part, long whole) =>
        whole == 0 ? "" : Figures.Percent(Math.Round(100.0 * part / whole, 2));

    private static string Stamp(StampResponse? stamp) => stamp is null
        ? ""
        : $"{stamp.Who} at {When(stamp.When)}"
            + (stamp.Reason is null ? "" : $" ({stamp.Reason})");

    private static string When(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Only(bool condition, string text) => condition ? [text] : [];
}
