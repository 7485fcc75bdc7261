using ActorProxy.Bench.Compare.Scale;

namespace ActorProxy.Bench.Compare;

/// <summary>The scale test from its first process to its report.</summary>
internal static class Growth
{
    /// <summary>Runs and writes the tables to the results file.</summary>
    public static async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var run = new BenchRun(arguments, stop);
        run.Publish("scale: mappings", await run.InPlaceAsync(work => MappingScale.RunAsync(work, run.Progress)).ConfigureAwait(false));
        run.Publish("scale: nodes", await run.InPlaceAsync(work => TopologyScale.RunAsync(work, run.Progress)).ConfigureAwait(false));
    }
}
