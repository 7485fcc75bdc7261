using System.Globalization;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Peers;
using ActorProxy.Bench.Compare.Reports;

namespace ActorProxy.Bench.Compare.Saturation;

/// <summary>Tables of the runs at saturation.</summary>
internal sealed class SaturationReport(IReadOnlyList<SaturationResult> results)
{
    private static string Unit => InstructionCounter.IsSupported ? "thousand instructions" : "us CPU";

    /// <summary>A table for each workload.</summary>
    public string Text() => string.Concat(Workload.All.Where(w => results.Any(r => r.Workload == w)).Select(Text));

    /// <summary>Quotients of two peers' costs in the same round under the same workload.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="peer">The peer, and the part of it that counts; null counts all.</param>
    /// <param name="other">What it is compared with.</param>
    public Samples CostRatio(Workload workload, (string Name, string? Part) peer, (string Name, string? Part) other) => Ratio(
        workload, peer.Name, other.Name, (run, its) => run.Cost(peer.Part) / its.Cost(other.Part));

    private Samples Ratio(Workload workload, string peer, string other, Func<SaturationResult, SaturationResult, double> quotient)
    {
        var pairs = Runs(workload, peer).Join(Runs(workload, other), r => r.Round, r => r.Round, (run, its) => (run, its));
        return Samples.Of(pairs, p => quotient(p.run, p.its), p => p.run.IsDisturbed || p.its.IsDisturbed);
    }

    private IEnumerable<SaturationResult> Runs(Workload workload, string peer) => results.Where(r => r.Workload == workload && r.Peer == peer);

    private string Text(Workload workload)
    {
        var table = new Table(
            workload.Name, "requests/s", "of plain YARP's, same round", $"{Unit} per request", "of plain YARP's, same round", "CPU s per 10,000", "copies / requests", "errors",
            "calm runs");
        foreach (var peer in PeerNames.All)
        {
            SaturationResult[] runs = [.. Runs(workload, peer)];
            if (runs.Length == 0) continue;
            Samples Each(Func<SaturationResult, double?> value) => Samples.Of(runs, value, r => r.IsDisturbed);
            var cost = Each(r => r.Cost());
            table.Add(
                peer,
                Each(r => r.Throughput).Text("N0"),
                Ratio(workload, peer, PeerNames.Yarp, (run, yarp) => run.Throughput / yarp.Throughput).Text("F2"),
                cost.Text("F1"),
                CostRatio(workload, (peer, null), (PeerNames.Yarp, null)).Text("F2"),
                Each(r => r.CpuPer10K).Text("F3"),
                Each(r => (double)r.Copies / r.Load.Requests).Text("F3"),
                runs.Sum(r => r.Load.Errors).ToString("N0", CultureInfo.InvariantCulture),
                $"{cost.Calm}/{cost.Count}");
            if (runs[0].Parts.Count > 1) AddParts(table, workload, peer, runs);
        }

        return $"\n{table}";
    }

    private void AddParts(Table table, Workload workload, string peer, SaturationResult[] runs)
    {
        foreach (var part in runs[0].Parts.Keys)
        {
            table.Add(
                $"- its {part}", "", "",
                Samples.Of(runs, r => r.Cost(part), r => r.IsDisturbed).Text("F1"),
                CostRatio(workload, (peer, part), (PeerNames.Yarp, null)).Text("F2"),
                Samples.Of(runs, r => 10_000 * r.Parts[part].Cpu.Total / r.Load.Requests, r => r.IsDisturbed).Text("F3"),
                "", "", "");
        }
    }
}
