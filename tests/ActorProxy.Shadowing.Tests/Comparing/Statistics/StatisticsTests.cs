using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing.Statistics;

namespace ActorProxy.Shadowing.Tests.Comparing.Statistics;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 3.1780538303479458)]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(101, 363.73937555556347)]
    public void LogGamma_isThatOfTheTables(double x, double expected) => Assert.Equal(expected, LogGamma.Of(x), 1e-10);

    [Theory]
    [InlineData(0.5, 3, 3, 0.5)]
    [InlineData(0.25, 1, 1, 0.25)]
    [InlineData(0.3, 2, 1, 0.09)]
    [InlineData(0.9, 1, 3, 0.999)]
    [InlineData(0, 2, 2, 0)]
    [InlineData(1, 2, 2, 1)]
    public void BetaDistribution_isThatOfTheTables(double x, double a, double b, double expected) =>
        Assert.Equal(expected, BetaDistribution.Below(x, a, b), 1e-12);

    [Theory]
    [InlineData(7, 3)]
    [InlineData(40, 11)]
    [InlineData(150, 100)]
    public void BetaDistribution_isTheBinomialSum(int hits, int misses)
    {
        var n = hits + misses;
        var sum = Enumerable.Range(hits, n - hits + 1).Sum(k => Math.Exp(LogGamma.Of(n + 1) - LogGamma.Of(k + 1) - LogGamma.Of(n - k + 1) - (n * Math.Log(2))));

        Assert.Equal(sum, BetaDistribution.Above(0.5, misses + 1, hits), sum * 1e-9);
    }

    [Fact]
    public void BetaDistribution_ofAstronomicalCounts_isStillPrecise()
    {
        Assert.Equal(0.5, BetaDistribution.Below(0.5, 1e9, 1e9), 1e-5);

        // One standard deviation above the mean of a distribution that is normal for all that can be told.
        Assert.Equal(0.8413447, BetaDistribution.Below(0.5 + Math.Sqrt(0.25 / 2e8), 1e8, 1e8), 1e-5);
    }

    [Fact]
    public void Evidence_ofNothing_isNone() => Assert.Equal(0, Evidence.LogRatio(0, 0, 0.5), 1e-12);

    [Theory]
    [InlineData(1, 0, 1.5)]
    [InlineData(2, 0, 7.0 / 3)]
    [InlineData(0, 1, 0.5)]
    public void Evidence_ofFewCases_isTheIntegral(long hits, long misses, double expected) =>
        Assert.Equal(expected, Math.Exp(Evidence.LogRatio(hits, misses, 0.5)), 1e-10);

    [Theory]
    [InlineData(0.5, 60)]
    [InlineData(0.01, 400)]
    public void Evidence_isOneOnAverage_whenThereIsNothing(double share, int n)
    {
        // The sum over all numbers of hits, each with its probability: the property that the level rests on.
        var mean = Enumerable.Range(0, n + 1).Sum(k => Math.Exp(
            LogGamma.Of(n + 1) - LogGamma.Of(k + 1) - LogGamma.Of(n - k + 1) + (k * Math.Log(share)) + ((n - k) * Math.Log(1 - share)) + Evidence.LogRatio(k, n - k, share)));

        Assert.Equal(1, mean, 1e-9);
    }

    [Fact]
    public void Evidence_isNotReachedByLookingLongEnough()
    {
        const double level = 0.05;
        const int runs = 2000;
        var random = new Random(1);
        var alarmed = 0;
        for (var run = 0; run < runs; run++)
        {
            long hits = 0;
            for (var n = 1; n <= 300; n++)
            {
                hits += random.Next(2);
                if (Evidence.PValue(Evidence.LogRatio(hits, n - hits, 0.5)) > level) continue;
                alarmed++;
                break;
            }
        }

        Assert.InRange(alarmed, 1, (int)(level * runs));
    }

    [Fact]
    public void Evidence_ofManyCases_growsWithTheExcess() =>
        Assert.True(Evidence.LogRatio(5200, 4800, 0.5) > 0 && Evidence.LogRatio(5400, 4600, 0.5) > 20 && Evidence.LogRatio(4800, 5200, 0.5) < 0);

    [Fact]
    public void LogMean_isTheLogarithmOfTheMean()
    {
        Assert.Equal(Math.Log(2), Evidence.LogMean([0, Math.Log(3)]), 1e-12);
        Assert.Equal(5000 - Math.Log(2), Evidence.LogMean([5000, double.NegativeInfinity]), 1e-9);
        Assert.Equal(0, Evidence.LogMean([]));
    }

    [Fact]
    public void BenjaminiHochberg_takesAllUpToTheLargestThatHolds()
    {
        Assert.Equal(0.039, BenjaminiHochberg.Threshold([0.9, 0.039, 0.001, 0.03], 0.06));
        Assert.Equal(0.001, BenjaminiHochberg.Threshold([0.9, 0.5, 0.001, 0.5], 0.05));
        Assert.True(BenjaminiHochberg.Threshold([0.9, 0.5], 0.05) < 0);
        Assert.True(BenjaminiHochberg.Threshold([], 0.05) < 0);
    }

    [Fact]
    public void OfRate_isWilsonsInterval()
    {
        // Newcombe 1998, table I: 81 of 263.
        var interval = Interval.OfRate(81, 263);

        Assert.Equal((0.2553, 0.3662), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
        Assert.Equal(new Interval(0, 1), Interval.OfRate(0, 0));
    }

    [Fact]
    public void OfPairedDifference_holdsTheDifferenceAndGrowsNarrower()
    {
        var few = Interval.OfPairedDifference(20, 5, 100);
        var many = Interval.OfPairedDifference(2000, 500, 10_000);

        Assert.True(few.Low < many.Low && many.Low < 0.15 && many.High > 0.15 && few.High > many.High && few.Low > 0);
        Assert.Equal(new Interval(-1, 1), Interval.OfPairedDifference(0, 0, 0));
    }

    [Fact]
    public void HistogramQuantile_bracketsTheQuantile()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 1000; i++) histogram.RecordMicroseconds(i);

        var median = HistogramQuantile.Of(histogram.Read(), 0.5)!.Value;

        Assert.InRange(median.Low, 455, 480);
        Assert.InRange(median.High, 520, 545);
        Assert.Null(HistogramQuantile.Of(histogram.Read(), 0.999, 3.9));
        Assert.Null(HistogramQuantile.Of(HistogramCounts.Empty, 0.5));
    }
}
