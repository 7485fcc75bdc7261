using ActorProxy.Admin.Diagnostics.Live;
using ActorProxy.Diagnostics.Tests.Support;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Diagnostics.Tests.Live;

public sealed class FunnelTests
{
    [Fact]
    public void Every_outcome_is_lost_in_exactly_one_stage_or_answered()
    {
        var one = SampleFigures.Counts([.. CopyOutcomes.All.Select(outcome => (outcome, 1L))]);
        var funnel = Funnel.Of(SampleFigures.Shadow("s", one));

        Assert.Equal([19, 14, 4, 1], funnel.Stages.Select(stage => stage.Count));
        Assert.Equal(
            CopyOutcomes.All.Where(outcome => outcome != CopyOutcome.Answered),
            funnel.Stages.SelectMany(stage => stage.Losses).Select(loss => Outcome(loss.Label)).Order());
    }

    [Fact]
    public void What_is_under_way_is_sampled_and_not_sent()
    {
        var metrics = SampleFigures.Shadow("s", SampleFigures.Counts((CopyOutcome.SampledOut, 90), (CopyOutcome.Answered, 6))) with { Offered = 100 };
        var funnel = Funnel.Of(metrics);

        Assert.Equal([100, 10, 6, 6], funnel.Stages.Select(stage => stage.Count));
        Assert.Equal(4, funnel.UnderWay);
        Assert.Empty(funnel.Drops);
    }

    [Fact]
    public void Compared_replies_are_a_stage_of_their_own_with_those_that_could_not_be_compared()
    {
        var metrics = SampleFigures.Shadow("s", SampleFigures.Counts((CopyOutcome.Answered, 100))) with { Comparisons = [70, 10, 8, 7, 5] };
        var stage = Funnel.Of(metrics).Stages[^1];

        Assert.Equal(("Compared", 88), (stage.Name, stage.Count));
        Assert.Equal([7, 5], stage.Losses.Select(loss => loss.Count));
    }

    [Fact]
    public void Every_outcome_has_words() =>
        Assert.All(CopyOutcomes.All, outcome => Assert.False(string.IsNullOrEmpty(OutcomeWords.Label(outcome)) || string.IsNullOrEmpty(OutcomeWords.Reason(outcome))));

    private static CopyOutcome Outcome(string label) => CopyOutcomes.All.Single(outcome => OutcomeWords.Label(outcome) == label);
}
