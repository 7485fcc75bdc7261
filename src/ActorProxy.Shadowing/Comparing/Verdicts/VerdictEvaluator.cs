using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Comparing.Verdicts;

/// <summary>Judges a shadow by what was counted.</summary>
/// <remarks>
/// A criterion that is clearly broken makes it fail, from <see cref="LeastRequests"/> compared requests on: there is no use in sending a broken shadow
/// thousands more. To pass, it takes the policy's <c>minimum_requests</c> and every criterion clearly fulfilled.
/// </remarks>
public static class VerdictEvaluator
{
    /// <summary>Compared requests below which nothing is said: the first ones meet cold caches.</summary>
    public const int LeastRequests = VerdictCriteria.LeastRequests;

    private const int MostReasons = 10;

    /// <summary>The verdict as of these counts.</summary>
    public static Verdict Evaluate(ComparisonCounts counts, VerdictCriteria criteria)
    {
        var compared = counts.Endpoints.Values.Sum(e => e.Heads);
        var paired = counts.Endpoints.Values.Sum(e => e.PairedHeads);
        if (compared < LeastRequests)
            return new Verdict(VerdictResult.Undecided, [$"{compared} requests compared; at least {LeastRequests} are needed to say anything"], compared, paired);

        var fields = Criterion.OfFields(Regressions.Find(counts, criteria)).ToArray();
        Criterion?[] all =
        [
            .. fields, Criterion.OfMismatches(counts, criteria),
            Criterion.OfErrors(counts, criteria), .. Criterion.OfLatency(counts, criteria),
            Criterion.OfCoverage(counts),
            compared < criteria.MinimumRequests
                ? new Criterion(VerdictResult.Undecided, $"{compared} of {criteria.MinimumRequests} requests compared")
                : null,
        ];
        var said = all.OfType<Criterion>().ToArray();
        var result = said.Any(c => c.Result == VerdictResult.Fail) ? VerdictResult.Fail
            : said.Any(c => c.Result == VerdictResult.Undecided) ? VerdictResult.Undecided
            : VerdictResult.Pass;
        return new Verdict(result, [.. said.Where(c => c.Result == result).Select(c => c.Reason).Take(MostReasons)], compared, paired)
        {
            Regressions = fields.Count(c => c.Result == VerdictResult.Fail),
        };
    }
}
