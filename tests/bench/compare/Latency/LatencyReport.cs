using System.Globalization;
using ActorProxy.Bench.Compare.Reports;

namespace ActorProxy.Bench.Compare.Latency;

/// <summary>Table of the runs at a constant rate.</summary>
internal sealed class LatencyReport(IReadOnlyList<LatencyPair> pairs)
{
    /// <summary>States of the shadow, in the order run.</summary>
    public IEnumerable<string> Shadows => pairs.Select(p => p.Shadow).Distinct();

    /// <summary>Production requests that were answered, of those offered, in all runs with a shadow in this state.</summary>
    public (int Answered, int Offered) Answered(string shadow) => (Of(shadow).Sum(p => p.On.Answered), Of(shadow).Sum(p => p.On.Offered));

    /// <summary>A quantile with the shadow over the same without, in the same pair.</summary>
    public Samples Ratio(string shadow, Func<ConstantRateReport, double?> quantile) =>
        Samples.Of(Of(shadow), p => quantile(p.On) / quantile(p.Off), p => p.IsDisturbed);

    /// <summary>The table.</summary>
    public string Text()
    {
        var table = new Table(
            "shadow", "p50 us", "p99 us", "p99.9 us", "p50 off us", "p99 off us", "p50 ratio", "p99 ratio", "answered / offered", "copies: where they ended", "books close",
            "calm pairs");
        foreach (var shadow in Shadows)
        {
            Samples Each(Func<LatencyPair, double?> value) => Samples.Of(Of(shadow), value, p => p.IsDisturbed);
            var p50 = Each(p => p.On.P50);
            var (answered, offered) = Answered(shadow);
            table.Add(
                shadow,
                p50.Text("N0"), Each(p => p.On.P99).Text("N0"), Each(p => p.On.P999).Text("N0"), Each(p => p.Off.P50).Text("N0"), Each(p => p.Off.P99).Text("N0"),
                Ratio(shadow, r => r.P50).Text("F2"), Ratio(shadow, r => r.P99).Text("F2"),
                $"{answered.ToString("N0", CultureInfo.InvariantCulture)} / {offered.ToString("N0", CultureInfo.InvariantCulture)}",
                Ends(shadow), Of(shadow).All(p => p.Copies.IsClosed) ? "yes" : "NO", $"{p50.Calm}/{p50.Count}");
        }

        return table.ToString();
    }

    private IEnumerable<LatencyPair> Of(string shadow) => pairs.Where(p => p.Shadow == shadow);

    private string Ends(string shadow) => string.Join(
        ", ",
        Of(shadow).SelectMany(p => p.Copies.Outcomes).GroupBy(o => o.Key, o => o.Value)
            .Select(g => (g.Key, Sum: g.Sum())).Where(g => g.Sum > 0).OrderByDescending(g => g.Sum)
            .Select(g => $"{g.Key} {g.Sum.ToString("N0", CultureInfo.InvariantCulture)}"));
}
