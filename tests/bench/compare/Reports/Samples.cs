using System.Globalization;

namespace ActorProxy.Bench.Compare.Reports;

/// <summary>
/// Values of one quantity from several runs. Disturbed runs count only when there are no others; the text then carries a star.
/// </summary>
internal sealed class Samples
{
    private readonly List<(double Value, bool IsDisturbed)> _all = [];

    /// <summary>Runs, disturbed or not.</summary>
    public int Count => _all.Count;

    /// <summary>Runs that were not disturbed.</summary>
    public int Calm => _all.Count(s => !s.IsDisturbed);

    /// <summary>The median; NaN without a run.</summary>
    public double Median
    {
        get
        {
            var sorted = Used();
            if (sorted.Length == 0) return double.NaN;
            return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Gathers values.</summary>
    public static Samples Of<T>(IEnumerable<T> runs, Func<T, double?> value, Func<T, bool> isDisturbed)
    {
        var samples = new Samples();
        foreach (var run in runs)
        {
            if (value(run) is { } v) samples._all.Add((v, isDisturbed(run)));
        }

        return samples;
    }

    /// <summary>"median (min-max)", with a star when all runs were disturbed.</summary>
    public string Text(string format)
    {
        var used = Used();
        if (used.Length == 0) return "-";
        string One(double v) => v.ToString(format, CultureInfo.InvariantCulture);
        var star = Calm == 0 ? "*" : "";
        return used.Length == 1 ? One(Median) + star : $"{One(Median)}{star} ({One(used[0])}-{One(used[^1])})";
    }

    private double[] Used() => [.. (Calm > 0 ? _all.Where(s => !s.IsDisturbed) : _all).Select(s => s.Value).Order()];
}
