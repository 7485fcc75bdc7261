using ActorProxy.Corpus.Injection;
using ActorProxy.Corpus.Scoring;
using Xunit.Abstractions;

namespace ActorProxy.Shadowing.Tests.Comparing.Corpus;

/// <summary>The quality of the findings on a model with known noise and known regressions; new seeds on every run, printed.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void A_hundred_candidates_with_nothing_but_noise_raise_no_alarm_where_Diffys_rule_does()
    {
        var score = Experiment.Run(Seed(), requests: 500, rate: 0, runs: 100);

        Assert.Empty(score.ActorProxy.FalseAlarms);
        Assert.InRange(score.DiffyAlarmed, 1, score.Runs);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(Regression.Always)]
    public void What_happens_at_one_percent_or_more_is_found_within_ten_thousand_requests(double rate)
    {
        var score = Experiment.Run(Seed(), requests: 10_000, rate, runs: 4);

        Assert.Empty(score.ActorProxy.Missed);

        // Beside true findings Benjamini and Hochberg's rule allows a share of false ones, of 1 % on average: seldom one in these few dozen.
        Assert.InRange(score.ActorProxy.Precision, 0.9, 1);
    }

    private int Seed()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return seed;
    }
}
