using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Exchange;

namespace ActorProxy.Shadowing.Tests.Exchange;

public sealed class CounterTurnsTests
{
    private const int Mappings = 1000;

    private readonly MeterRegistry _meters = new();
    private readonly CounterTurns _turns;
    private long _told;
    private long _part;

    public CounterTurnsTests()
    {
        _turns = new CounterTurns(_meters);
        for (var i = 0; i < Mappings; i++)
        {
            _meters.Shadow($"shadow-{i}");
            _meters.For($"production-{i}");
        }
    }

    [Fact]
    public void Take_theFirstTime_givesEverything()
    {
        var taken = Take();

        Assert.Equal((Mappings, Mappings), (taken.Shadows.Count, taken.Productions.Count));
    }

    [Fact]
    public void Take_afterThat_givesWhatHasMoved_andFewOfTheOthers()
    {
        CountEverywhere();
        Take();
        for (var i = 0; i < CounterTurns.Parts; i++)
        {
            _meters.Shadow("shadow-7").Offered();
            _meters.For("production-7").Record(200, failed: false, TimeSpan.FromMilliseconds(1));

            var taken = Take();

            Assert.Equal(i + 2, taken.Shadows["shadow-7"].Offered);
            Assert.Equal(i + 2, taken.Productions["production-7"].Requests);
            Assert.InRange(taken.Shadows.Count, 1, Mappings / 4);
        }
    }

    [Fact]
    public void Take_withinItsTurns_givesEverythingAgain()
    {
        CountEverywhere();
        Take();

        var taken = Enumerable.Range(0, CounterTurns.Parts).Select(_ => Take()).ToArray();

        Assert.Equal(Mappings, taken.SelectMany(t => t.Shadows.Keys).Distinct().Count());
        Assert.Equal(Mappings, taken.SelectMany(t => t.Productions.Keys).Distinct().Count());
    }

    [Fact]
    public void Take_ofWhatHasNeverCounted_givesNothingAgain()
    {
        Take();

        Assert.All(Enumerable.Range(0, CounterTurns.Parts).Select(_ => Take()), taken => Assert.Empty(taken.Shadows));
    }

    [Fact]
    public void Take_forOneToldLongAgo_givesAllThatHasMovedSince()
    {
        Take();
        for (var i = 0; i < 10; i++)
        {
            _meters.Shadow($"shadow-{i}").Offered();
            _turns.Begin();
        }

        var (all, late) = (_turns.Take(1, part: 0).Shadows.Keys, _turns.Take(6, part: 0).Shadows.Keys);

        Assert.All(Enumerable.Range(0, 10), i => Assert.Contains($"shadow-{i}", all));
        Assert.All(Enumerable.Range(5, 5), i => Assert.Contains($"shadow-{i}", late));
        Assert.InRange(late.Count(), 5, Mappings / 4);
    }

    [Fact]
    public void Take_afterAnOutcome_givesTheWholeCounter()
    {
        Take();
        _meters.Shadow("shadow-3").Offered();
        _meters.Shadow("shadow-3").Settled(new CopyResult(CopyOutcome.Answered, 200, 1000, 2000));

        var counts = Take().Shadows["shadow-3"];

        Assert.Equal((1, 0, 1), (counts.Offered, counts.UnderWay, counts.Statuses[200]));
    }

    private void CountEverywhere()
    {
        for (var i = 0; i < Mappings; i++)
        {
            _meters.Shadow($"shadow-{i}").Offered();
            _meters.For($"production-{i}").Record(200, failed: false, TimeSpan.FromMilliseconds(1));
        }
    }

    private NodeCounts Take()
    {
        var turn = _turns.Begin();
        var taken = _turns.Take(_told, _part++);
        _told = turn;
        return taken;
    }
}
