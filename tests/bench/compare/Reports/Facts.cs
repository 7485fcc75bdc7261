using System.Diagnostics;
using System.Text.RegularExpressions;
using ActorProxy.Bench.Compare.Machine;

namespace ActorProxy.Bench.Compare.Reports;

/// <summary>What the figures depend on.</summary>
internal static partial class Facts
{
    /// <summary>Machine and versions, as lines of Markdown.</summary>
    public static string Text() => $"""
        - Machine: {Processor()}, {Environment.ProcessorCount} cores, kernel {Environment.OSVersion.Version}
        - Versions: {FirstLine("nginx", "-v")}; {FirstLine("haproxy", "-v")}; YARP 2.3.0 on .NET {Environment.Version}; {FirstLine("wrk", "-v")}
        - {(InstructionCounter.IsSupported
            ? "Cost is **instructions per production request**, user and kernel, of the proxy's processes (`perf stat -p`)."
            : "**This machine has no hardware counters** (`perf stat -e instructions`: not supported). Cost is **CPU time per production request**, user + system, of the proxy's processes instead; all ratios are of that. It depends on what else the machine does; instructions would hardly.")}
        - Figures are median (min-max). A star marks figures of which every run was disturbed: other processes took more than a tenth of a core, or the host took more than a twentieth.

        """;

    /// <summary>The commit that is measured.</summary>
    public static string Commit() => $"commit {FirstLine("git", "-C", Programs.Root, "describe", "--always", "--dirty")}";

    /// <summary>The load average of the last minute.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

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
