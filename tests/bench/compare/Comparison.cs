using ActorProxy.Bench.Compare.Endurance;
using ActorProxy.Bench.Compare.Latency;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Reports;
using ActorProxy.Bench.Compare.Saturation;

namespace ActorProxy.Bench.Compare;

/// <summary>The comparison from its first process to its report.</summary>
internal static class Comparison
{
    /// <summary>Runs the sections that were asked for, prints their tables and writes them to the results file.</summary>
    public static async Task RunAsync(BenchOptions options, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var run = new BenchRun(ResultsFile.Comparison, arguments, stop);
        if (!InstructionCounter.IsSupported)
            run.Progress("This machine has no hardware counters (perf stat -e instructions: not supported): CPU time per request stands in for instructions.");
        run.Publish("machine", Facts.Text());

        var targets = new Targets();
        if (options.Runs(BenchOptions.Saturation))
        {
            var report = await run.InPlaceAsync(work => SaturationSection.RunAsync(work, options, run.Progress)).ConfigureAwait(false);
            targets.Add(report, options);
            run.Publish(BenchOptions.Saturation, report.Text());
        }

        if (options.Runs(BenchOptions.Latency))
        {
            var report = await run.InPlaceAsync(work => LatencySection.RunAsync(work, options, run.Progress)).ConfigureAwait(false);
            targets.Add(report);
            run.Publish(
                BenchOptions.Latency,
                $"{ConstantRate.Rate} GET a second over {Workload.Connections} connections, {options.LatencyTime.TotalSeconds:F0} s a run.\n\n{report.Text()}");
        }

        if (options.Runs(BenchOptions.Memory))
            run.Publish(BenchOptions.Memory, await run.InPlaceAsync(work => MemorySection.RunAsync(work, options, run.Progress)).ConfigureAwait(false));
        if (options.Runs(BenchOptions.Idle))
        {
            var report = await run.InPlaceAsync(work => IdleSection.RunAsync(work, options, run.Progress)).ConfigureAwait(false);
            targets.Add(report);
            run.Publish(BenchOptions.Idle, report.Text());
        }

        run.Publish("targets", targets.ToString());
        run.Done();
    }
}
