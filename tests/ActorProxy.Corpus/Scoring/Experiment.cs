using ActorProxy.Corpus.Injection;
using ActorProxy.Corpus.Services;

namespace ActorProxy.Corpus.Scoring;

/// <summary>Scores over many runs at one number of requests and one rate.</summary>
/// <param name="Requests">Requests of each run.</param>
/// <param name="Rate">How often the regressions happen; 0 for runs with none.</param>
/// <param name="Runs">Runs.</param>
/// <param name="ActorProxy">The sum of the scores.</param>
/// <param name="ActorProxyAlarmed">Runs with a false alarm.</param>
/// <param name="Diffy">The sum of the scores of Diffy's rule, without the regressions that only time shows.</param>
/// <param name="DiffyAlarmed">Runs in which that rule raises a false alarm.</param>
public sealed record Experiment(
    int Requests, double Rate, int Runs, Score ActorProxy, int ActorProxyAlarmed, Score Diffy, int DiffyAlarmed)
{
    private const int RegressionsPerRun = 3;

    /// <summary>Runs it.</summary>
    /// <param name="seed">Decides everything that happens.</param>
    /// <param name="requests">Requests of each run.</param>
    /// <param name="rate">How often the regressions happen; 0 for none.</param>
    /// <param name="runs">Runs.</param>
    public static Experiment Run(int seed, int requests, double rate, int runs)
    {
        var seeds = new SplitMixRandom(seed);
        var plans = Enumerable.Range(0, runs).Select(_ => (Seed: seeds.NextInt64(), Injected: Draw(seeds, rate))).ToArray();
        var scores = new (Score Own, Score Diffy)[runs];
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var (runSeed, injected) = plans[i];
            var counts = new CorpusRun(runSeed, injected).Send(requests);
            scores[i] = (Score.OfActorProxy(counts, injected), Score.OfDiffy(counts, [.. injected.Where(r => !r.IsLatency)]));
        });
        return new Experiment(
            requests, rate, runs,
            scores.Aggregate(Score.Zero, (sum, s) => sum.Add(s.Own)), scores.Count(s => s.Own.FalseAlarms.Count > 0),
            scores.Aggregate(Score.Zero, (sum, s) => sum.Add(s.Diffy)), scores.Count(s => s.Diffy.FalseAlarms.Count > 0));
    }

    private static IReadOnlyList<Regression> Draw(Random random, double rate)
    {
        if (rate == 0) return [];
        var all = RegressionCatalogue.At(rate).ToArray();
        random.Shuffle(all);

        // What spoils every reply leaves nothing of others to be seen.
        return rate >= Regression.Always && all[0].SpoilsReply ? [all[0]] : [.. all.Where(r => rate < Regression.Always || !r.SpoilsReply).Take(RegressionsPerRun)];
    }
}
