using System.Diagnostics;

namespace ActorProxy.Bench.Compare.Machine;

/// <summary>The machine that is measured on, and the commit that is measured.</summary>
internal static class Host
{
    /// <summary>Processor, cores and kernel.</summary>
    public static string Description { get; } = $"{Processor()}, {Environment.ProcessorCount} cores, kernel {Environment.OSVersion.Version}";

    /// <summary>The commit that is measured.</summary>
    public static string Commit() => $"commit {FirstLine("git", "-C", Programs.Root, "describe", "--always", "--dirty")}";

    /// <summary>The load average of the last minute.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>The first line of what a program says.</summary>
    public static string FirstLine(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return output.Split('\n')[0].Trim();
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
}
