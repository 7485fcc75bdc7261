using ActorProxy.Corpus.Injection;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Verdicts;

namespace ActorProxy.Corpus.Scoring;

/// <summary>What was found, against what was there.</summary>
/// <param name="Injected">Regressions that were there.</param>
/// <param name="Reported">Fields that were reported.</param>
/// <param name="Missed">Names of the regressions that were not found.</param>
/// <param name="FalseAlarms">Fields that no regression explains.</param>
public sealed record Score(int Injected, int Reported, IReadOnlyList<string> Missed, IReadOnlyList<string> FalseAlarms)
{
    /// <summary>Nothing scored.</summary>
    public static Score Zero { get; } = new(0, 0, [], []);

    /// <summary>Share of the regressions that were found; 1 when there was none.</summary>
    public double Recall => Injected == 0 ? 1 : 1 - ((double)Missed.Count / Injected);

    /// <summary>Share of the reports that are right; 1 when there was none.</summary>
    public double Precision => Reported == 0 ? 1 : 1 - ((double)FalseAlarms.Count / Reported);

    /// <summary>Both together.</summary>
    public Score Add(Score other) => new(
        Injected + other.Injected, Reported + other.Reported, [.. Missed, .. other.Missed], [.. FalseAlarms, .. other.FalseAlarms]);

    /// <summary>Scores what ActorProxy reports.</summary>
    public static Score OfActorProxy(ComparisonCounts counts, IReadOnlyList<Regression> injected) =>
        Of([.. Regressions.Find(counts, VerdictCriteria.Default).Where(r => r.IsRegression).Select(r => (r.Endpoint, r.Path))], injected);

    /// <summary>Scores what Diffy's rule shows.</summary>
    public static Score OfDiffy(ComparisonCounts counts, IReadOnlyList<Regression> injected) => Of([.. DiffyRule.Find(counts)], injected);

    private static Score Of(IReadOnlyList<(string Endpoint, string Path)> reported, IReadOnlyList<Regression> injected) => new(
        injected.Count,
        reported.Count,
        [.. injected.Where(i => !reported.Any(r => i.Explains(r.Endpoint, r.Path))).Select(i => i.Name)],
        [.. reported.Where(r => !injected.Any(i => i.Explains(r.Endpoint, r.Path))).Select(r => $"{r.Endpoint} {r.Path}")]);
}
