using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ActorProxy.Bench.Compare.Machine;

namespace ActorProxy.Bench.Compare.Reports;

/// <summary>What the figures depend on: machine, versions, command.</summary>
internal static partial class Facts
{
    /// <summary>As lines of Markdown.</summary>
    public static string Text(IEnumerable<string> arguments) => $"""
        - Command: `tests/bench/run.sh {string.Join(' ', arguments)}`, {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, commit {FirstLine("git", "-C", Programs.Root, "describe", "--always", "--dirty")}
        - Machine: {Processor()}, {Environment.ProcessorCount} cores, kernel {Environment.OSVersion.Version}; load average before: {File.ReadAllText("/proc/loadavg")[..14]}
        - Versions: {FirstLine("nginx", "-v")}; {FirstLine("haproxy", "-v")}; YARP 2.3.0 on .NET {Environment.Version}; {FirstLine("wrk", "-v")}
        - {(InstructionCounter.IsSupported
            ? "Cost is **instructions per production request**, user and kernel, of the proxy's processes (`perf stat -p`)."
            : "**This machine has no hardware counters** (`perf stat -e instructions`: not supported). Cost is **CPU time per production request**, user + system, of the proxy's processes instead; all ratios are of that. It depends on what else the machine does; instructions would hardly.")}

        """;

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";

    private static string FirstLine(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return Noise().Replace(output.Split('\n')[0], "").Trim();
    }

    [GeneratedRegex(@" - https.*| Copyright.*| \[epoll\]|nginx version: |\d{4}/\d\d/\d\d.*")]
    private static partial Regex Noise();
}
