namespace ActorProxy.Shadowing.Comparing.Statistics;

/// <summary>Benjamini and Hochberg's rule: which of many p-values are significant when the share of false ones among them is to stay below a rate.</summary>
internal static class BenjaminiHochberg
{
    /// <summary>
    /// The largest p-value that is significant; negative when none is. With p-values of <see cref="Evidence"/> (inverse likelihood ratios) the rule
    /// holds whatever the dependence between the fields (Wang and Ramdas, "False discovery rate control with e-values", 2022).
    /// </summary>
    public static double Threshold(IEnumerable<double> pValues, double rate)
    {
        var sorted = pValues.Order().ToArray();
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            if (sorted[i] <= rate * (i + 1) / sorted.Length) return sorted[i];
        }

        return -1;
    }
}
