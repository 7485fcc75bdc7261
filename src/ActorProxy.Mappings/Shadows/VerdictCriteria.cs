namespace ActorProxy.Mappings.Shadows;

/// <summary>A policy's <c>compare.verdict</c>: what a shadow must fulfil to pass.</summary>
public sealed record VerdictCriteria
{
    /// <summary>The least that <see cref="MinimumRequests"/> may be.</summary>
    public const int LeastRequests = 100;

    /// <summary>The defaults.</summary>
    public static VerdictCriteria Default { get; } = new();

    /// <summary>Compared requests below which there is no verdict but <c>undecided</c>. Default 1,000.</summary>
    public int MinimumRequests { get; init; } = 1000;

    /// <summary>
    /// Percentage of requests that may differ in any field, beyond those that differ by noise; null means that only regressions of single fields count.
    /// </summary>
    public double? MismatchRate { get; init; }

    /// <summary>Percentage of requests that may fail (5xx or no reply), beyond those that fail at production; null means no limit. Default 1.</summary>
    public double? ErrorRate { get; init; } = 1;

    /// <summary>How many times as long as production the shadow may take, at the median and at the 95th percentile of the pairs; null means no limit.</summary>
    public double? LatencyRatio { get; init; }

    /// <summary>
    /// Where there is no regression: probability, in percent, of reporting one, over all fields and however often one looks. Where there are some: the share of
    /// reported fields that are none, on average. Default 1.
    /// </summary>
    public double FalseAlarmRate { get; init; } = 1;

    /// <summary>Without a baseline: percentage of requests in which a field may differ before it counts as a regression. Default 1.</summary>
    public double BackgroundRate { get; init; } = 1;
}
