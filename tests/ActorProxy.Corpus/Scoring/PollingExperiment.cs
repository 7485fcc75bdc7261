namespace ActorProxy.Corpus.Scoring;

/// <summary>Runs with nothing to be found, looked at again and again, as one does who waits for a verdict.</summary>
/// <param name="Runs">Runs.</param>
/// <param name="Looks">Looks at each.</param>
/// <param name="ActorProxyAlarmed">Runs with a false alarm at any look.</param>
/// <param name="DiffyAlarmed">Runs in which Diffy's rule raises one at any look.</param>
public sealed record PollingExperiment(int Runs, int Looks, int ActorProxyAlarmed, int DiffyAlarmed)
{
    /// <summary>Runs it.</summary>
    /// <param name="seed">Decides everything that happens.</param>
    /// <param name="requests">Requests between two looks.</param>
    /// <param name="looks">Looks.</param>
    /// <param name="runs">Runs.</param>
    public static PollingExperiment Run(int seed, int requests, int looks, int runs)
    {
        var seeds = new Services.SplitMixRandom(seed);
        var plans = Enumerable.Range(0, runs).Select(_ => seeds.NextInt64()).ToArray();
        var alarms = new (bool Own, bool Diffy)[runs];
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var run = new CorpusRun(plans[i], []);
            for (var look = 0; look < looks; look++)
            {
                var counts = run.Send(requests);
                alarms[i].Own |= Score.OfActorProxy(counts, []).FalseAlarms.Count > 0;
                alarms[i].Diffy |= Score.OfDiffy(counts, []).FalseAlarms.Count > 0;
            }
        });
        return new PollingExperiment(runs, looks, alarms.Count(a => a.Own), alarms.Count(a => a.Diffy));
    }
}
