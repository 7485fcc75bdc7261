using System.Diagnostics.Metrics;
using System.Globalization;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Admin.Prometheus;

/// <summary>
/// This node's own numbers as Prometheus reads them. Every node is scraped, and the scraper adds up; cluster totals would count everything
/// once per node.
/// </summary>
/// <remarks>
/// Not by OpenTelemetry's exporter: it can export only those histograms that are recorded through an instrument with each request, which
/// would count every request twice. The durations that are kept anyway have all that a scrape asks for.
/// </remarks>
internal static class NodeExposition
{
    /// <summary>.NET's own meter: processor time, memory, garbage collection, threads.</summary>
    private const string Runtime = "System.Runtime";

    private static readonly string[] Bounds =
        [.. DurationBuckets.Bounds.Select(bound => bound.ToString("R", CultureInfo.InvariantCulture)), "+Inf"];

    public static string Write(INodeTelemetry telemetry)
    {
        var writer = new ExpositionWriter();
        InstrumentReader.Write(meter => telemetry.Meters.Contains(meter) || meter.Name == Runtime, writer);
        foreach (var family in telemetry.ReadDurations()) Write(family, writer);
        return writer.ToString();
    }

    private static void Write(DurationFamily family, ExpositionWriter writer)
    {
        var name = MetricName.Of(family.Name, "s", isCounter: false);
        writer.Family(name, "histogram", family.Description);
        foreach (var (tags, buckets) in family.Series)
        {
            var labels = InstrumentReader.Labels([.. tags]);
            for (var i = 0; i < Bounds.Length; i++) writer.Sample($"{name}_bucket", buckets.Counts[i], [.. labels, ("le", Bounds[i])]);
            writer.Sample($"{name}_sum", buckets.SumSeconds, labels);
            writer.Sample($"{name}_count", buckets.Counts[^1], labels);
        }
    }
}
