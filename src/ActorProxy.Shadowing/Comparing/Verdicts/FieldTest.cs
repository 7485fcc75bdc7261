using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Statistics;

namespace ActorProxy.Shadowing.Comparing.Verdicts;

/// <summary>One way in which a field may have become worse, and the evidence for it.</summary>
/// <param name="Label">What is counted: <c>any</c>, a kind of difference, <c>to 500</c>, <c>&gt;2x</c>.</param>
/// <param name="Counts">How often.</param>
/// <param name="Cases">Differences that say something: discordant pairs, or with no baseline all.</param>
/// <param name="LogRatio">The evidence.</param>
internal sealed record FieldTest(string Label, PairCounts Counts, long Cases, double LogRatio)
{
    /// <summary>Shadow and baseline on the same requests: a difference of one of them alone is as likely to be of the one as of the other.</summary>
    public static FieldTest Paired(string label, PairCounts counts) =>
        new(label, counts, counts.RawOnly + counts.NoiseOnly, Evidence.LogRatio(counts.RawOnly, counts.NoiseOnly, 0.5));

    /// <summary>No baseline: against a rate that is nothing unusual.</summary>
    public static FieldTest AgainstRate(string label, PairCounts counts, long requests, double rate) =>
        new(label, counts, counts.Raw, Evidence.LogRatio(counts.Raw, requests - counts.Raw, rate));
}
