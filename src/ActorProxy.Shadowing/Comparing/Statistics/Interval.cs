namespace ActorProxy.Shadowing.Comparing.Statistics;

/// <summary>An interval of rates or differences of rates.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>Standard deviations of a two-sided 95 % interval.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>The same, lower by an amount.</summary>
    public Interval Minus(double amount) => new(Low - amount, High - amount);

    /// <summary>Wilson's interval of a rate.</summary>
    public static Interval OfRate(long hits, long n, double z = Z95)
    {
        if (n == 0) return new Interval(0, 1);
        var p = (double)hits / n;
        var z2 = z * z;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = z / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4.0 * n * n)));
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>
    /// Bonett and Price's interval of the difference of two rates that were counted on the same requests (one of those that Fagerland, Lydersen and
    /// Laake recommend, Statistics in Medicine 33, 2014).
    /// </summary>
    /// <param name="rawOnly">Requests in which only the first happened.</param>
    /// <param name="noiseOnly">Requests in which only the second happened.</param>
    /// <param name="n">All requests.</param>
    /// <param name="z">Standard deviations.</param>
    public static Interval OfPairedDifference(long rawOnly, long noiseOnly, long n, double z = Z95)
    {
        if (n == 0) return new Interval(-1, 1);
        var first = (rawOnly + 1.0) / (n + 2);
        var second = (noiseOnly + 1.0) / (n + 2);
        var difference = first - second;
        var half = z * Math.Sqrt(Math.Max(0, first + second - (difference * difference)) / (n + 2));
        return new Interval(Math.Max(-1, difference - half), Math.Min(1, difference + half));
    }
}
