using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Diagnostics.Live;

/// <summary>Counters as they were some seconds ago, to make rates from.</summary>
/// <param name="Before">The counters at the window's beginning; empty while there are none.</param>
/// <param name="Now">The counters now.</param>
/// <param name="Length">The window's length; zero while there is no beginning.</param>
public sealed record RecentWindow(MetricsTotals Before, MetricsTotals Now, TimeSpan Length)
{
    /// <summary>Production requests per second, all Mappings; null while nothing is known.</summary>
    public double? RequestsPerSecond => Rate(totals => totals.Productions.Sum(production => production.Requests));

    /// <summary>Answered copies per second, all shadows; null while nothing is known.</summary>
    public double? AnsweredPerSecond => Rate(totals => totals.Shadows.Sum(shadow => shadow.Outcomes[(int)CopyOutcome.Answered]));

    /// <summary>Requests per second of one production Mapping.</summary>
    public double? RequestsPerSecondOf(string mapping) =>
        Rate(totals => totals.Productions.FirstOrDefault(production => production.Mapping == mapping)?.Requests ?? 0);

    /// <summary>Requests per second that one shadow could have been sent a copy of.</summary>
    public double? OfferedPerSecondOf(string shadow) =>
        Rate(totals => totals.Shadows.FirstOrDefault(metrics => metrics.Mapping == shadow)?.Offered ?? 0);

    private double? Rate(Func<MetricsTotals, long> count) =>
        Length <= TimeSpan.Zero ? null : Math.Max(0, count(Now) - count(Before)) / Length.TotalSeconds;
}
