using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Verdicts;
using ActorProxy.Shadowing.Reporting;
using ActorProxy.Shadowing.Tests.Support;
using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using static ActorProxy.Shadowing.Tests.Comparing.Replies;

namespace ActorProxy.Shadowing.Tests.Reporting;

/// <summary>What scraped verdicts are about, and how often they are made.</summary>
public sealed class RegressionWatchTests : IClusterView
{
    private readonly FakeTimeProvider _time = new();
    private readonly RouteTableStore _routes = Routes.Store(Compared("shadow"), Routes.Shadow("plain"));
    private readonly Dictionary<string, ComparisonMeter> _meters = [];
    private readonly RegressionWatch _watch;
    private string _status = "joining";
    private int _reads;
    private TimeSpan _took;

    public RegressionWatchTests() => _watch = new RegressionWatch(_routes, Counts, this, _time);

    event Action<ActorSystem>? IClusterView.SystemStarted
    {
        add { }
        remove { }
    }

    ActorSystem? IClusterView.System => null;

    ClusterState IClusterView.Read() => new(null, _status, null, [], _status == "up", null);

    [Fact]
    public void Nothing_is_told_before_theNodeKnowsWhatTheOthersCounted()
    {
        Assert.Empty(_watch.Read());
        _status = "up";
        Assert.Empty(_watch.Read());
        Record("shadow", same: 0, different: 500);
        _time.Advance(TimeSpan.FromSeconds(5));

        // It came with the others' counts.
        var (mapping, verdict) = Assert.Single(_watch.Read());
        Assert.Equal(("shadow", VerdictResult.Undecided, 0, 0), (mapping, verdict.Result, verdict.Regressions, verdict.Compared));
    }

    [Fact]
    public void A_regression_isTold_atTheNextJudgement_andAgainUntilThen()
    {
        Arrive();
        Record("shadow", same: 50, different: 150);
        Assert.Equal(0, Only().Regressions);

        _time.Advance(RegressionWatch.Pause);
        Assert.Equal((VerdictResult.Fail, 1, 200), (Only().Result, Only().Regressions, Only().Compared));
    }

    [Fact]
    public void A_regressionThatWasMended_isGoneAfterTwoPeriods_andThereUntilThen()
    {
        Arrive();
        Record("shadow", same: 0, different: 500);
        _time.Advance(RegressionWatch.Period);
        Assert.Equal(1, Only().Regressions);
        Record("shadow", same: 500, different: 0);
        _time.Advance(RegressionWatch.Period - RegressionWatch.Pause);
        Assert.Equal((1, 1000), (Only().Regressions, Only().Compared));

        _time.Advance(RegressionWatch.Pause);
        Assert.Equal((VerdictResult.Undecided, 0, 500), (Only().Result, Only().Regressions, Only().Compared));
    }

    [Fact]
    public void However_often_itIsRead_aShadowIsJudgedOnceInAPause()
    {
        Arrive();
        var reads = _reads;
        for (var i = 0; i < 1_000; i++)
        {
            Record("shadow", same: 1, different: 0);
            _watch.Read();
            _time.Advance(RegressionWatch.Pause / 100);
        }

        Assert.Equal(9, _reads - reads);
    }

    [Fact]
    public void A_reading_endsWhenItsTimeIsOver_andTheNextGoesOnWithTheOthers()
    {
        _routes.Swap(Routes.Table([.. Enumerable.Range(0, 10).Select(i => Compared($"{i}"))]));
        _status = "up";
        _watch.Read();
        _time.Advance(TimeSpan.FromSeconds(5));
        _took = RegressionWatch.MostPerReading / 2;

        var told = Enumerable.Range(0, 6).Select(_ => _watch.Read().Count).ToArray();

        Assert.Equal([2, 4, 6, 8, 10, 10], told);
    }

    [Fact]
    public void A_shadow_thatIsNotComparedAnyMore_isNotToldOf()
    {
        Arrive();
        _routes.Swap(Routes.Table(Routes.Shadow("shadow")));

        Assert.Empty(_watch.Read());
    }

    private void Arrive()
    {
        _status = "up";
        _watch.Read();
        _time.Advance(TimeSpan.FromSeconds(5));
        _watch.Read();
    }

    private Verdict Only() => Assert.Single(_watch.Read()).Verdict;

    private static ShadowRoute Compared(string name) => Routes.Shadow(name, settings: new ShadowSettings { Compare = new CompareSettings() });

    private ComparisonMeter Meter(string name) => _meters.TryGetValue(name, out var meter) ? meter : _meters[name] = new ComparisonMeter();

    private ComparisonCounts Counts(string name)
    {
        _reads++;
        _time.Advance(_took);
        return Meter(name).Read();
    }

    private void Record(string name, int same, int different)
    {
        var (production, other) = (JsonReply("""{"a":1}"""), JsonReply("""{"a":2}"""));
        for (var i = 0; i < same; i++) Meter(name).Record("GET /", Compare(production, production), production, production, null);
        for (var i = 0; i < different; i++) Meter(name).Record("GET /", Compare(production, other), production, other, null);
    }
}
