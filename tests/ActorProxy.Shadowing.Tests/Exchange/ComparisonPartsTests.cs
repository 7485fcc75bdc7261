using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Exchange;

public sealed class ComparisonPartsTests
{
    [Fact]
    public void Split_ofAMappingAtAllItsLimits_keepsEachPageWithinItsSize_andLosesNothing()
    {
        var counts = NodeCounts.Zero with { Comparisons = new Dictionary<string, ComparisonCounts> { ["m"] = Full() } };

        var pages = MetricsPages.Split(new SnapshotPage(1, 1, new NodeAddress("a", 1), ["shadow"], counts)).ToArray();

        Assert.All(pages, page => Assert.InRange(page.CalculateSize(), 1, MetricsPages.PageBytes));
        Assert.Equal(AnyComparison.Text(Full()), AnyComparison.Text(MetricsPages.Read(
            [], [], pages.SelectMany(page => page.Comparisons)).Comparisons["m"]));
    }

    private static ComparisonCounts Full()
    {
        const long many = 1L << 40;
        var pairs = new PairCounts(many, many, many, many);
        var kinds = DifferenceKinds.All.ToDictionary(kind => kind, _ => pairs);
        EndpointCounts Endpoint(int number) => new(
            many, many, many, many,
            Enumerable.Range(0, ComparisonLimits.Fields / ComparisonLimits.Endpoints)
                .ToDictionary(field => $"{number}.{field}".PadRight(ComparisonLimits.PathLength, 'ä'), _ => new FieldCounts(pairs, kinds)));
        var statuses = Enumerable.Range(0, ComparisonLimits.StatusPairs).ToDictionary(n => new StatusPair(100 + n, 300 + n), _ => many);
        var histogram = new HistogramCounts(new SortedDictionary<int, long>(Enumerable.Range(0, 400).ToDictionary(bucket => bucket, _ => many)), many);
        var latency = new LatencyPairs(histogram, histogram, histogram);
        return new ComparisonCounts(
            [.. Enumerable.Repeat(many, ComparisonOutcomes.Count)], pairs,
            Enumerable.Range(0, ComparisonLimits.Endpoints).ToDictionary(n => $"{n}".PadRight(ComparisonLimits.PathLength, 'ö'), Endpoint),
            statuses, statuses, latency, latency);
    }
}
