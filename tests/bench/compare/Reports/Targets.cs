using ActorProxy.Bench.Compare.Endurance;
using ActorProxy.Bench.Compare.Latency;
using ActorProxy.Bench.Compare.Peers;
using ActorProxy.Bench.Compare.Saturation;

namespace ActorProxy.Bench.Compare.Reports;

/// <summary>What was set as a target, what was measured, and whether that is enough.</summary>
internal sealed class Targets
{
    private readonly Table _table = new("target", "at most", "measured", "met");

    /// <summary>Adds the targets that a comparison at saturation can judge.</summary>
    public void Add(SaturationReport report, BenchOptions options)
    {
        foreach (var workload in options.Workloads)
        {
            void Add(string what, double most, (string, string?) peer, (string, string?) other)
            {
                var ratio = report.CostRatio(workload, peer, other);
                if (ratio.Count > 0) AddRow($"{workload.Name}: {what}", most, ratio);
            }

            Add("forward only / plain YARP", 1.00, (PeerNames.Forward, null), (PeerNames.Yarp, null));
            Add("edge with a 100 % shadow / its own forward only", 1.25, (PeerNames.Full, "edge"), (PeerNames.Forward, null));
            Add("edge with a 100 % shadow / nginx mirror", 1.00, (PeerNames.Full, "edge"), (PeerNames.NginxMirror, null));
            Add("edge + dispatcher / hand-written YARP copy", 1.00, (PeerNames.Full, null), (PeerNames.YarpCopy, null));
            Add("both roles in one process / hand-written YARP copy", 1.00, (PeerNames.FullOneProcess, null), (PeerNames.YarpCopy, null));
            Add("edge with weight 10 / its own forward only", 1.05, (PeerNames.Tenth, "edge"), (PeerNames.Forward, null));
        }
    }

    /// <summary>Adds the targets that runs at a constant rate can judge.</summary>
    public void Add(LatencyReport report)
    {
        foreach (var shadow in report.Shadows)
        {
            var (answered, offered) = report.Answered(shadow);
            _table.Add($"shadow {shadow}: production requests not answered", "0", $"{offered - answered}", answered == offered ? "yes" : "no");
            AddRow($"shadow {shadow}: p50 / shadow off", 1.05, report.Ratio(shadow, r => r.P50));
            AddRow($"shadow {shadow}: p99 / shadow off", 1.05, report.Ratio(shadow, r => r.P99));
        }
    }

    /// <summary>Adds the target of an idle cluster.</summary>
    public void Add(IdleReport report) =>
        AddRow("idle node of four, % of a core", 2, Samples.Of(report.Use.Values, u => u.Percent, _ => report.IsDisturbed));

    /// <inheritdoc/>
    public override string ToString() => _table.ToString();

    private void AddRow(string what, double most, Samples measured) =>
        _table.Add(what, most.ToString("F2", System.Globalization.CultureInfo.InvariantCulture), measured.Text("F2"), measured.Median <= most ? "yes" : "no");
}
