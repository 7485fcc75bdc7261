namespace ActorProxy.Shadowing.Comparing.Statistics;

/// <summary>
/// Evidence that something happens more often than in a given share of the cases, valid however often one looks.
/// </summary>
/// <remarks>
/// Polling a verdict until an ordinary test says "significant" finds something in the end also where there is nothing. So the measure is the ratio
/// of two likelihoods: of all shares above <c>share</c>, each as likely as the other beforehand, against <c>share</c> itself. While there is nothing to
/// be found this ratio is a (super)martingale that starts at 1, so the probability that it EVER reaches 1/alpha is at most alpha (Ville's inequality). Its
/// inverse is therefore a p-value that may be read after every request, and stopped on.
/// </remarks>
internal static class Evidence
{
    /// <summary>The p-value, valid at every look.</summary>
    /// <param name="hits">Cases in which it happened.</param>
    /// <param name="misses">Cases in which it did not.</param>
    /// <param name="share">The share that is nothing unusual, above 0 and below 1.</param>
    public static double PValue(long hits, long misses, double share) => Math.Min(1, Math.Exp(-LogRatio(hits, misses, share)));

    /// <summary>The natural logarithm of the ratio; its value is 0 with no cases at all.</summary>
    public static double LogRatio(long hits, long misses, double share)
    {
        // Integral of p^h (1-p)^m over (share, 1) is B(h+1, m+1) P(Beta(h+1, m+1) > share).
        var above = BetaDistribution.Above(share, hits + 1.0, misses + 1.0);
        if (above <= 0) return double.NegativeInfinity;
        return LogGamma.OfBeta(hits + 1.0, misses + 1.0) + Math.Log(above) - Math.Log(1 - share)
            - (hits * Math.Log(share)) - (misses * Math.Log(1 - share));
    }
}
