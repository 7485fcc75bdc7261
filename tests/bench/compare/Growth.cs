using ActorProxy.Bench.Compare.Reports;
using ActorProxy.Bench.Compare.Scale;

namespace ActorProxy.Bench.Compare;

/// <summary>The scale test from its first process to its report.</summary>
internal static class Growth
{
    private const string Mappings = "mappings";
    private const string Nodes = "nodes";

    /// <summary>Runs and writes the tables to the results file.</summary>
    /// <param name="only">"mappings", "nodes", or empty for both.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="stop">Ends early.</param>
    /// <exception cref="BenchException">A name that no part has.</exception>
    public static async Task RunAsync(IReadOnlyCollection<string> only, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        if (only.Except([Mappings, Nodes]).FirstOrDefault() is { } unknown)
            throw new BenchException($"--only: with --scale '{unknown}' is neither {Mappings} nor {Nodes}.");
        var run = new BenchRun(ResultsFile.Scale, arguments, stop);
        run.Publish("machine", Facts.ScaleText());
        if (only.Count == 0 || only.Contains(Mappings))
            run.Publish(Mappings, await run.InPlaceAsync(work => MappingScale.RunAsync(work, run.Progress)).ConfigureAwait(false));
        if (only.Count == 0 || only.Contains(Nodes))
            run.Publish(Nodes, await run.InPlaceAsync(work => TopologyScale.RunAsync(work, run.Progress)).ConfigureAwait(false));
        run.Done();
    }
}
