using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Diagnostics.Components.Charts;

/// <summary>Two latency distributions on one logarithmic axis, in coordinates from 0 to 100 (x) and 0 to 1 (y, upwards).</summary>
internal sealed class Distribution
{
    /// <summary>Bins to a doubling of the latency: coarse enough for a calm line, fine enough to show two peaks.</summary>
    private const double BinsPerOctave = 4;

    /// <summary>What lies further out on either side is not drawn, or one slow request would press all others into a corner.</summary>
    private const double Trimmed = 0.001;

    private readonly int _first;
    private readonly int _last;
    private readonly double _highest;

    public Distribution(HistogramCounts production, HistogramCounts shadow)
    {
        Production = Shares(production);
        Shadow = Shares(shadow);
        var ends = new[] { Ends(Production), Ends(Shadow) }.OfType<(int First, int Last)>().DefaultIfEmpty((First: 0, Last: 0)).ToList();
        (_first, _last) = (ends.Min(end => end.First) - 1, ends.Max(end => end.Last) + 2);
        _highest = Production.Values.Concat(Shadow.Values).DefaultIfEmpty(1).Max();
    }

    /// <summary>Production's share of requests by bin.</summary>
    public SortedDictionary<int, double> Production { get; }

    /// <summary>The shadow's share by bin.</summary>
    public SortedDictionary<int, double> Shadow { get; }

    /// <summary>The axis: round latencies with their places.</summary>
    public IEnumerable<(TimeSpan Value, double X)> Ticks
    {
        get
        {
            var octaves = (_last - _first) / BinsPerOctave;
            double[] steps = octaves > 10 ? [1] : octaves > 5 ? [1, 3] : [1, 2, 5];
            for (var decade = 1.0; decade < 1e10; decade *= 10)
            {
                foreach (var step in steps)
                {
                    var value = TimeSpan.FromMicroseconds(decade * step);
                    if (XOf(value) is > 3 and < 97)
                        yield return (value, XOf(value));
                }
            }
        }
    }

    /// <summary>Where a latency lies.</summary>
    public double XOf(TimeSpan value) => XOf(Position(value));

    /// <summary>The outline of one side, from the left end of the axis to the right.</summary>
    public IEnumerable<(double X, double Y)> Outline(SortedDictionary<int, double> side)
    {
        yield return (0, 0);
        for (var bin = _first; bin <= _last; bin++)
            yield return (XOf(bin + 0.5), side.GetValueOrDefault(bin) / _highest);
        yield return (100, 0);
    }

    private double XOf(double position) => 100 * (position - _first) / (_last + 1 - _first);

    private static double Position(TimeSpan value) => Math.Log2(Math.Max(1, value.TotalMicroseconds)) * BinsPerOctave;

    private static SortedDictionary<int, double> Shares(HistogramCounts counts)
    {
        var total = (double)counts.Buckets.Values.Sum();
        var shares = new SortedDictionary<int, double>();
        foreach (var (value, count) in counts.Values)
        {
            var bin = (int)Math.Floor(Position(value));
            shares[bin] = shares.GetValueOrDefault(bin) + (count / total);
        }

        return shares;
    }

    private static (int First, int Last)? Ends(SortedDictionary<int, double> shares)
    {
        if (shares.Count == 0)
            return null;

        return (Beyond(shares), Beyond(shares.Reverse()));

        static int Beyond(IEnumerable<KeyValuePair<int, double>> ordered)
        {
            var passed = 0.0;
            return ordered.First(bin => (passed += bin.Value) > Trimmed).Key;
        }
    }
}
