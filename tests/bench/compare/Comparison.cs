using System.Diagnostics;
using ActorProxy.Bench.Compare.Endurance;
using ActorProxy.Bench.Compare.Latency;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Processes;
using ActorProxy.Bench.Compare.Reports;
using ActorProxy.Bench.Compare.Saturation;

namespace ActorProxy.Bench.Compare;

/// <summary>The comparison from its first process to its report.</summary>
internal static class Comparison
{
    /// <summary>Runs the sections that were asked for, prints their tables and writes them to the results file.</summary>
    public static async Task RunAsync(BenchOptions options, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        void Progress(string line) => Console.Error.WriteLine($"[{Stopwatch.GetElapsedTime(started):mm\\:ss}] {line}");

        if (!InstructionCounter.IsSupported)
            Progress("This machine has no hardware counters (perf stat -e instructions: not supported): CPU time per request stands in for instructions.");
        var facts = Facts.Text(arguments);
        var targets = new Targets();
        if (options.Runs(BenchOptions.Saturation))
        {
            var report = await InPlaceAsync(work => SaturationSection.RunAsync(work, options, Progress), stop).ConfigureAwait(false);
            targets.Add(report, options);
            Publish(BenchOptions.Saturation, facts + report.Text());
        }

        if (options.Runs(BenchOptions.Latency))
        {
            var report = await InPlaceAsync(work => LatencySection.RunAsync(work, options, Progress), stop).ConfigureAwait(false);
            targets.Add(report);
            Publish(BenchOptions.Latency, facts + $"- {ConstantRate.Rate} GET a second over {Workload.Connections} connections, {options.LatencyTime.TotalSeconds:F0} s a run\n\n" + report.Text());
        }

        if (options.Runs(BenchOptions.Memory))
            Publish(BenchOptions.Memory, facts + "\n" + await InPlaceAsync(work => MemorySection.RunAsync(work, options, Progress), stop).ConfigureAwait(false));
        if (options.Runs(BenchOptions.Idle))
        {
            var report = await InPlaceAsync(work => IdleSection.RunAsync(work, options, Progress), stop).ConfigureAwait(false);
            targets.Add(report);
            Publish(BenchOptions.Idle, facts + "\n" + report.Text());
        }

        Publish("targets", facts + "\n" + targets);
        Progress($"done; written to {Programs.Results}");
    }

    private static async Task<T> InPlaceAsync<T>(Func<Workplace, Task<T>> run, CancellationToken stop)
    {
        var work = new Workplace(stop);
        await using (work.ConfigureAwait(false)) return await run(work).ConfigureAwait(false);
    }

    private static void Publish(string section, string text)
    {
        Console.WriteLine($"## {section}\n\n{text}");
        ResultsFile.Replace(section, text);
    }
}
