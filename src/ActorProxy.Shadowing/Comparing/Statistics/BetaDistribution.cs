namespace ActorProxy.Shadowing.Comparing.Statistics;

/// <summary>The distribution function of the beta distribution (the regularised incomplete beta function).</summary>
internal static class BetaDistribution
{
    private const double Tiny = 1e-300;
    private const double Precision = 1e-14;

    // Near the mode the fraction needs about the square root of the larger parameter; beyond that the counts are astronomical.
    private const int MaxSteps = 200_000;

    /// <summary>P(X &lt;= x) for X distributed as Beta(a, b); <paramref name="a"/> and <paramref name="b"/> are positive.</summary>
    public static double Below(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;

        // The fraction converges fast below the mean only; above it, look from the other end.
        return x <= (a + 1) / (a + b + 2) ? Tail(x, a, b) : 1 - Tail(1 - x, b, a);
    }

    /// <summary>P(X &gt; x), precise also where it is tiny.</summary>
    public static double Above(double x, double a, double b) => Below(1 - x, b, a);

    private static double Tail(double x, double a, double b)
    {
        var front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) - LogGamma.OfBeta(a, b)) / a;
        return front * Fraction(x, a, b);
    }

    /// <summary>Lentz's method for the continued fraction (Abramowitz and Stegun 26.5.8).</summary>
    private static double Fraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        var result = d;
        for (var m = 1; m <= MaxSteps; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            result *= d * c;

            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < Precision) break;
        }

        return result;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
