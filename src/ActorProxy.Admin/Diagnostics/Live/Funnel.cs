using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;

namespace ActorProxy.Admin.Diagnostics.Live;

/// <summary>
/// The way of a shadow's copies from all that were eligible to those that were answered, and compared where they are; with what was lost on each
/// step and why.
/// </summary>
/// <param name="Stages">The stages; the first has lost nothing.</param>
/// <param name="UnderWay">Copies without an outcome yet.</param>
public sealed record Funnel(IReadOnlyList<FunnelStage> Stages, long UnderWay)
{
    private static readonly CopyOutcome[] NotSampled =
    [
        CopyOutcome.SampledOut, CopyOutcome.SkippedMethod, CopyOutcome.SkippedUpgrade, CopyOutcome.SkippedLoop, CopyOutcome.Paused,
    ];

    private static readonly CopyOutcome[] NotAnswered = [CopyOutcome.TimedOut, CopyOutcome.ConnectFailed, CopyOutcome.Reset];

    private static readonly CopyOutcome[] NotSent = [.. CopyOutcomes.All.Except(NotSampled).Except(NotAnswered).Where(outcome => outcome != CopyOutcome.Answered)];

    /// <summary>How many requests could have been copied.</summary>
    public long Eligible => Stages[0].Count;

    /// <summary>Everything that was lost on the way, what the weight leaves out excepted, largest first.</summary>
    public IEnumerable<FunnelLoss> Drops =>
        Stages.SelectMany(stage => stage.Losses).Where(loss => !loss.IsByWeight).OrderByDescending(loss => loss.Count);

    /// <summary>Makes it from counters.</summary>
    public static Funnel Of(ShadowMetrics shadow)
    {
        var eligible = new FunnelStage("Eligible", "production requests that matched a route with this shadow", shadow.Offered, []);
        var sampled = Next(shadow, eligible.Count, "Sampled", "chosen to be copied", NotSampled);
        var sent = Next(shadow, sampled.Count - shadow.UnderWay, "Sent", "reached the shadow's door", NotSent);
        var answered = Next(shadow, sent.Count, "Answered", "the shadow replied in full", NotAnswered);
        var compared = shadow.Comparisons.Sum() == 0 ? [] : new[] { Compared(shadow) };
        return new Funnel([eligible, sampled, sent, answered, .. compared], shadow.UnderWay);
    }

    /// <summary>A copy that was not answered is compared too: that is a difference. So this stage does not follow from the one before by subtraction.</summary>
    private static FunnelStage Compared(ShadowMetrics shadow)
    {
        var whole = Count(ComparisonOutcome.Match) + Count(ComparisonOutcome.Mismatch) + Count(ComparisonOutcome.NoiseOnly);
        FunnelLoss[] losses =
        [
            new("Too long", "the heads are alike, and a body was too long to be compared", Count(ComparisonOutcome.Truncated)),
            new("Not comparable", "production gave no complete reply, or a body cannot be read", Count(ComparisonOutcome.NotComparable)),
        ];
        return new FunnelStage("Compared", "the replies were compared whole", whole, [.. losses.Where(loss => loss.Count > 0)]);

        long Count(ComparisonOutcome outcome) => shadow.Comparisons[(int)outcome];
    }

    private static FunnelStage Next(ShadowMetrics shadow, long before, string name, string meaning, CopyOutcome[] lost)
    {
        var losses = lost.Select(outcome => FunnelLoss.Of(outcome, shadow.Outcomes[(int)outcome])).Where(loss => loss.Count > 0).ToList();
        return new FunnelStage(name, meaning, Math.Max(0, before - losses.Sum(loss => loss.Count)), losses);
    }
}

/// <summary>One stage.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What its number counts.</param>
/// <param name="Count">How many came this far.</param>
/// <param name="Losses">What was lost between the stage before and this one; only what is not zero.</param>
public sealed record FunnelStage(string Name, string Meaning, long Count, IReadOnlyList<FunnelLoss> Losses);

/// <summary>Copies lost for one reason.</summary>
/// <param name="Label">The reason in a word or two.</param>
/// <param name="Reason">What it means, as part of a sentence.</param>
/// <param name="Count">How many.</param>
/// <param name="IsByWeight">Whether they were left out because the weight says so.</param>
public sealed record FunnelLoss(string Label, string Reason, long Count, bool IsByWeight = false)
{
    internal static FunnelLoss Of(CopyOutcome outcome, long count) =>
        new(OutcomeWords.Label(outcome), OutcomeWords.Reason(outcome), count, outcome == CopyOutcome.SampledOut);
}
