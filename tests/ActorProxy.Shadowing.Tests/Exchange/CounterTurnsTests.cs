using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Exchange;

namespace ActorProxy.Shadowing.Tests.Exchange;

public sealed class CounterTurnsTests
{
    private const int Mappings = 1000;

    private readonly MeterRegistry _meters = new();
    private readonly CounterTurns _turns;

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
        var taken = _turns.Take();

        Assert.Equal((Mappings, Mappings), (taken.Shadows.Count, taken.Productions.Count));
    }

    [Fact]
    public void Take_afterThat_givesWhatHasMoved_andFewOfTheOthers()
    {
        _turns.Take();
        for (var i = 0; i < CounterTurns.Turns; i++)
        {
            _meters.Shadow("shadow-7").Offered();
            _meters.For("production-7").Record(200, failed: false, TimeSpan.FromMilliseconds(1));

            var taken = _turns.Take();

            Assert.Equal(i + 1, taken.Shadows["shadow-7"].Offered);
            Assert.Equal(i + 1, taken.Productions["production-7"].Requests);
            Assert.InRange(taken.Shadows.Count, 1, Mappings / 4);
        }
    }

    [Fact]
    public void Take_withinItsTurns_givesEverythingAgain()
    {
        _turns.Take();

        var taken = Enumerable.Range(0, CounterTurns.Turns).Select(_ => _turns.Take()).ToArray();

        Assert.Equal(Mappings, taken.SelectMany(t => t.Shadows.Keys).Distinct().Count());
        Assert.Equal(Mappings, taken.SelectMany(t => t.Productions.Keys).Distinct().Count());
    }

    [Fact]
    public void Take_afterAnOutcome_givesTheWholeCounter()
    {
        _turns.Take();
        _meters.Shadow("shadow-3").Offered();
        _meters.Shadow("shadow-3").Settled(new CopyResult(CopyOutcome.Answered, 200, 1000, 2000));

        var counts = _turns.Take().Shadows["shadow-3"];

        Assert.Equal((1, 0, 1), (counts.Offered, counts.UnderWay, counts.Statuses[200]));
    }
}
