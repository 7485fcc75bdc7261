using System.Globalization;
using System.Text;
using ActorProxy.Admin.Diagnostics.Live;
using Microsoft.AspNetCore.Components;

namespace ActorProxy.Admin.Diagnostics.Components.Charts;

/// <summary>One quantile of production and shadow over the last minutes.</summary>
public sealed partial class TrendChart
{
    /// <summary>What is between points further apart is not known: the line has a gap there.</summary>
    private static readonly TimeSpan Gap = 3 * MetricsHistory.Step;

    /// <summary>The quantile's name.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Its course, oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<TrendPoint> Points { get; set; } = [];

    /// <summary>The right end of the axis.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Until { get; set; }

    private static string Step => MetricsHistory.Step.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Two minutes until more are known, so that a short course does not look like a dot.</summary>
    private TimeSpan Shown => Points.Count > 0 && Until - Points[0].At > TimeSpan.FromMinutes(2) ? MetricsHistory.Kept : TimeSpan.FromMinutes(2);

    private string Minutes => Shown.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);

    private TrendPoint? Last => Points.Count > 0 ? Points[^1] : null;

    private TimeSpan Top => Points.Max(point => point.Production > point.Shadow ? point.Production : point.Shadow);

    private string Summary => Last is { } last
        ? $"{Title} over time: production now {PageFigures.Duration(last.Production)}, shadow {PageFigures.Duration(last.Shadow)}, at most {PageFigures.Duration(Top)}."
        : $"{Title} over time: nothing yet.";

    private string Line(Func<TrendPoint, TimeSpan> value)
    {
        var path = new StringBuilder();
        TrendPoint? before = null;
        foreach (var point in Points)
        {
            var x = 100 - (100 * (Until - point.At) / Shown);
            var y = 100 - (90 * value(point) / Top);
            path.Append(before is null || point.At - before.At > Gap ? 'M' : 'L').Append(PageFigures.Svg(x)).Append(' ').Append(PageFigures.Svg(y));
            before = point;
        }

        // A line of no length has round ends: a single point shows as a dot.
        return path.Length == 0 ? "" : path.Append("h.01").ToString();
    }
}
