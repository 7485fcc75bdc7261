namespace ActorProxy.Shadowing.Comparing.Statistics;

/// <summary>
/// Evidence that something happens more often than in a given share of the cases, valid however often one looks.
/// </summary>
/// <remarks>
/// Polling a verdict until an ordinary test says "significant" finds something in the end also where there is nothing. So the measure is the ratio
/// of two likelihoods: of all shares above <c>share</c>, each as likely as the other beforehand, against <c>share</c> itself. While there is nothing to
/// be found this ratio is a (super)martingale that starts at 1, so the probability that it EVER reaches 1/alpha is at most alpha (Ville's inequality). Its
/// inverse is therefore a p-value that may be read after every request, and stopped on. With a share of one half and discordant pairs as cases this is
/// the sequential form of McNemar's exact test; no approximation is involved at any count.
/// </remarks>
internal static class Evidence
{
    /// <summary>The natural logarithm of the ratio; 0 with no cases at all.</summary>
    /// <param name="hits">Cases in which it happened.</param>
    /// <param name="misses">Cases in which it did not.</param>
    /// <param name="share">The share that is nothing unusual, above 0 and below 1.</param>
    public static double LogRatio(long hits, long misses, double share)
    {
        // Integral of p^h (1-p)^m over (share, 1) is B(h+1, m+1) P(Beta(h+1, m+1) > share).
        var above = BetaDistribution.Above(share, hits + 1.0, misses + 1.0);
        if (above <= 0) return double.NegativeInfinity;
        return LogGamma.OfBeta(hits + 1.0, misses + 1.0) + Math.Log(above) - Math.Log(1 - share)
            - (hits * Math.Log(share)) - (misses * Math.Log(1 - share));
    }

    /// <summary>The logarithm of the mean of several ratios, which is such a ratio again: the evidence of several tests of one question.</summary>
    public static double LogMean(IReadOnlyCollection<double> logRatios)
    {
        if (logRatios.Count == 0) return 0;
        var largest = logRatios.Max();
        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(logRatios.Average(log => Math.Exp(log - largest)));
    }

    /// <summary>The p-value of a ratio.</summary>
    public static double PValue(double logRatio) => Math.Min(1, Math.Exp(-logRatio));
}
