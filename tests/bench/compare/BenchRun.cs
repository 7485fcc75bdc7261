using System.Diagnostics;
using System.Globalization;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Processes;
using ActorProxy.Bench.Compare.Reports;

namespace ActorProxy.Bench.Compare;

/// <summary>One call of the benchmark: where its sections run, report and write.</summary>
internal sealed class BenchRun(ResultsFile results, IReadOnlyList<string> arguments, CancellationToken stop)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>The command and when, as a line of Markdown.</summary>
    private readonly string _head =
        $"`tests/bench/run.sh {string.Join(' ', arguments)}`, {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, {Host.Commit()}, load average before: {Host.Load()}\n\n";

    /// <summary>Tells who waits how far it is.</summary>
    public void Progress(string line) => Console.Error.WriteLine($"[{Stopwatch.GetElapsedTime(_started):mm\\:ss}] {line}");

    /// <summary>Runs a section in a place of its own; whatever happens, its processes end with it.</summary>
    public async Task<T> InPlaceAsync<T>(Func<Workplace, Task<T>> section)
    {
        var work = new Workplace(stop);
        await using (work.ConfigureAwait(false)) return await section(work).ConfigureAwait(false);
    }

    /// <summary>Says that all is done.</summary>
    public void Done() => Progress($"done; written to {results.FilePath}");

    /// <summary>Prints a section's text and writes it to the results file.</summary>
    public void Publish(string section, string text)
    {
        Console.WriteLine($"## {section}\n\n{_head}{text}");
        results.Replace(section, _head + text);
    }
}
