namespace ActorProxy.Shadowing.Comparing.Statistics;

/// <summary>The logarithm of the gamma function, and what follows from it.</summary>
internal static class LogGamma
{
    /// <summary>ln B(a, b) for positive arguments.</summary>
    public static double OfBeta(double a, double b) => Of(a) + Of(b) - Of(a + b);

    /// <summary>ln gamma(x) for x &gt; 0, by Stirling's series after shifting small arguments up; about 14 digits.</summary>
    public static double Of(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        var shift = 0.0;
        for (; x < 12; x++) shift -= Math.Log(x);
        var y = 1 / (x * x);
        var series = ((1.0 / 12) - (y * ((1.0 / 360) - (y * ((1.0 / 1260) - (y * ((1.0 / 1680) - (y * (1.0 / 1188))))))))) / x;
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series;
    }
}
