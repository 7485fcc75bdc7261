using ActorProxy.Admin.Diagnostics.Components.Charts;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Diagnostics.Tests.Live;

public sealed class DistributionTests
{
    [Fact]
    public void Both_sides_share_one_axis_on_which_the_slower_lies_further_right()
    {
        var distribution = new Distribution(Of(TimeSpan.FromMilliseconds(2), 1000), Of(TimeSpan.FromMilliseconds(20), 10));

        Assert.True(Peak(distribution, distribution.Production) < Peak(distribution, distribution.Shadow));
        Assert.Equal(1, distribution.Production.Values.Sum(), 6);
        Assert.Equal(1, distribution.Shadow.Values.Sum(), 6);
        Assert.Contains(distribution.Ticks, tick => tick.Value == TimeSpan.FromMilliseconds(10));
        Assert.All(distribution.Outline(distribution.Shadow), point => Assert.True(point is { X: >= 0 and <= 100, Y: >= 0 and <= 1 }, point.ToString()));
    }

    [Fact]
    public void One_slow_request_of_thousands_does_not_stretch_the_axis()
    {
        var common = Of(TimeSpan.FromMilliseconds(2), 10_000);
        var distribution = new Distribution(common, common.Add(Of(TimeSpan.FromMinutes(1), 1)));
        Assert.True(distribution.XOf(TimeSpan.FromMilliseconds(2)) is > 20 and < 80);
    }

    [Fact]
    public void Without_a_reply_there_is_an_empty_drawing()
    {
        var distribution = new Distribution(HistogramCounts.Empty, HistogramCounts.Empty);
        Assert.All(distribution.Outline(distribution.Shadow), point => Assert.Equal(0, point.Y));
    }

    private static double Peak(Distribution distribution, SortedDictionary<int, double> side) => distribution.Outline(side).MaxBy(point => point.Y).X;

    private static HistogramCounts Of(TimeSpan value, int count)
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < count; i++) histogram.Record(value);
        return histogram.Read();
    }
}
