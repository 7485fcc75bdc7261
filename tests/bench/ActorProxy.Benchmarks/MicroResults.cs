using System.Globalization;
using ActorProxy.Bench.Compare.Machine;
using ActorProxy.Bench.Compare.Reports;
using BenchmarkDotNet.Reports;

namespace ActorProxy.Benchmarks;

/// <summary>Makes the tables of RESULTS-micro.md, a section for each class of benchmarks.</summary>
internal static class MicroResults
{
    /// <summary>The sections of what was run.</summary>
    /// <param name="summaries">What was measured.</param>
    /// <param name="arguments">The command line.</param>
    public static IEnumerable<(string Name, string Text)> Sections(IEnumerable<Summary> summaries, IReadOnlyList<string> arguments)
    {
        var when = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var command = string.Join(' ', arguments.Select(a => a.Contains('*', StringComparison.Ordinal) ? $"'{a}'" : a).Prepend("--").Take(arguments.Count == 0 ? 0 : int.MaxValue));
        var head =
            $"`dotnet run -c Release --project tests/bench/ActorProxy.Benchmarks {command}".TrimEnd() + $"`, {when} UTC, {Host.Commit()}, load average after: {Host.Load()}. "
            + $"{Host.Description}; .NET {Environment.Version}, in process. Median of the iterations; bytes on the managed heap per operation.\n\n";
        return summaries.SelectMany(s => s.Reports).Where(r => r.ResultStatistics is not null)
            .GroupBy(r => r.BenchmarkCase.Descriptor.Type.Name)
            .Select(type => (type.Key, $"## {type.Key}\n\n{head}{Table(type)}"));
    }

    /// <summary>What a node tells each of the others in a second, by the number of its busy Mappings.</summary>
    public static string Sizes()
    {
        var table = new Table("busy Mappings", "bytes", "messages");
        foreach (var busy in new[] { 0, 1, 10, 100, 1_000 })
        {
            var (bytes, messages) = MetricsSize.Of(busy);
            table.Add(busy.ToString("N0", CultureInfo.InvariantCulture), bytes.ToString("N0", CultureInfo.InvariantCulture), messages.ToString(CultureInfo.InvariantCulture));
        }

        return $"## Metrics exchange: what one node sends to another in a second\n\nA thousand copies of each Mapping since its start, latencies of 1 to 10 ms; without remoting's envelope.\n\n{table}";
    }

    private static Table Table(IEnumerable<BenchmarkReport> reports)
    {
        var table = new Table("operation", "median", "lowest", "highest", "allocated B");
        foreach (var report in reports)
        {
            var (statistics, run) = (report.ResultStatistics!, report.BenchmarkCase);
            var parameters = string.Join(", ", run.Parameters.Items.Select(p => $"{p.Name} {p.Value:N0}"));
            table.Add(
                parameters.Length == 0 ? run.Descriptor.WorkloadMethod.Name : $"{run.Descriptor.WorkloadMethod.Name}, {parameters}",
                Time(statistics.Median), Time(statistics.Min), Time(statistics.Max),
                report.GcStats.GetBytesAllocatedPerOperation(run)?.ToString("N0", CultureInfo.InvariantCulture) ?? "-");
        }

        return table;
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e4 => $"{nanoseconds.ToString("N1", CultureInfo.InvariantCulture)} ns",
        < 1e7 => $"{(nanoseconds / 1e3).ToString("N1", CultureInfo.InvariantCulture)} us",
        _ => $"{(nanoseconds / 1e6).ToString("N1", CultureInfo.InvariantCulture)} ms",
    };
}
