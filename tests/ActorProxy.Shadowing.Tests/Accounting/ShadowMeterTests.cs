using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Tests.Accounting;

public sealed class ShadowMeterTests
{
    private readonly ShadowMeter _meter = new();

    [Fact]
    public void Settled_ofAnAnswer_countsItsStatusAndBothLatencies()
    {
        _meter.Offered();
        _meter.Settled(new CopyResult(CopyOutcome.Answered, 404, 1_000, 2_000));

        var counts = _meter.Read();
        Assert.Equal((1, 1, 0), (counts.Offered, counts.Outcomes[(int)CopyOutcome.Answered], counts.UnderWay));
        Assert.Equal(new Dictionary<int, long> { [404] = 1 }, counts.Statuses);
        Assert.Equal((1_000, 2_000), (counts.ProductionLatency.SumMicroseconds, counts.ShadowLatency.SumMicroseconds));
    }

    [Theory]
    [InlineData(CopyOutcome.TimedOut)]
    [InlineData(CopyOutcome.DroppedWeight)]
    [InlineData(CopyOutcome.Reset)]
    public void Settled_ofAnythingElse_countsTheOutcomeOnly(CopyOutcome outcome)
    {
        _meter.Offered();
        _meter.Settled(new CopyResult(outcome, 200, 1_000, 2_000));

        var counts = _meter.Read();
        Assert.Equal(1, counts.Outcomes[(int)outcome]);
        Assert.Empty(counts.Statuses);
        Assert.Equal((HistogramCounts.Empty.SumMicroseconds, 0), (counts.ProductionLatency.SumMicroseconds, counts.ShadowLatency.Buckets.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(600)]
    [InlineData(-1)]
    public void Settled_withAStatusThatIsNone_countsItAsZero(int status)
    {
        _meter.Settled(new CopyResult(CopyOutcome.Answered, status, 0, 0));

        Assert.Equal(new Dictionary<int, long> { [0] = 1 }, _meter.Read().Statuses);
    }

    [Fact]
    public void Ended_countsSeveralAtOnce()
    {
        _meter.Ended(CopyOutcome.Unconfirmed, 5);
        _meter.Ended(CopyOutcome.SampledOut);

        Assert.Equal((5, 1), (_meter.Read().Outcomes[(int)CopyOutcome.Unconfirmed], _meter.Read().Outcomes[(int)CopyOutcome.SampledOut]));
    }

    [Fact]
    public async Task Read_whileOthersCount_neverShowsMoreOutcomesThanOffers()
    {
        const int each = 20_000;
        var counting = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
            {
                _meter.Offered();
                _meter.Settled(new CopyResult((CopyOutcome)(i % CopyOutcomes.Count), 200, 5, 5));
            }
        })));

        while (!counting.IsCompleted) Assert.InRange(_meter.Read().UnderWay, 0, long.MaxValue);
        await counting;

        Assert.Equal((3 * each, 0), (_meter.Read().Offered, _meter.Read().UnderWay));
    }
}
