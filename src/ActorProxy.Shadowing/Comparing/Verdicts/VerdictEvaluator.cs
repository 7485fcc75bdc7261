using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Comparing.Verdicts;

/// <summary>Judges a shadow by what was counted.</summary>
public static class VerdictEvaluator
{
    /// <summary>The verdict as of these counts.</summary>
    public static Verdict Evaluate(ComparisonCounts counts, VerdictCriteria criteria)
    {
        var compared = counts.Endpoints.Values.Sum(e => e.Heads);
        var paired = counts.Endpoints.Values.Sum(e => e.PairedHeads);
        var regressions = Regressions.Find(counts, criteria).Where(r => r.IsRegression).ToArray();
        if (compared < criteria.MinimumRequests)
            return new Verdict(VerdictResult.Undecided, [$"{compared} of {criteria.MinimumRequests} requests compared"], compared, paired);
        return regressions.Length > 0
            ? new Verdict(VerdictResult.Fail, [.. regressions.Select(r => $"{r.Endpoint} {r.Path}")], compared, paired)
            : new Verdict(VerdictResult.Pass, ["no regression"], compared, paired);
    }
}
