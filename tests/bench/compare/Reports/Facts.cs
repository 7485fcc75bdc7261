using System.Text.RegularExpressions;
using ActorProxy.Bench.Compare.Machine;

namespace ActorProxy.Bench.Compare.Reports;

/// <summary>What the figures depend on.</summary>
internal static partial class Facts
{
    /// <summary>Machine and versions, as lines of Markdown.</summary>
    public static string Text() => $"""
        - Machine: {Host.Description}
        - Versions: {Version("nginx", "-v")}; {Version("haproxy", "-v")}; YARP 2.3.0 on .NET {Environment.Version}; {Version("wrk", "-v")}
        - {(InstructionCounter.IsSupported
            ? "Cost is **instructions per production request**, user and kernel, of the proxy's processes (`perf stat -p`)."
            : "**This machine has no hardware counters** (`perf stat -e instructions`: not supported). Cost is **CPU time per production request**, user + system, of the proxy's processes instead; all ratios are of that. It depends on what else the machine does; instructions would hardly.")}
        - {Stars}

        """;

    /// <summary>What the figures of the scale test depend on.</summary>
    public static string ScaleText() => $"""
        - Machine: {Host.Description}; everything on it: nodes, load generator, upstreams. .NET {Environment.Version}
        - Percentages are of one core, user + system.
        - {Stars}

        """;

    private const string Stars =
        "Figures are median (min-max). A star marks figures of which every run was disturbed: other processes took more than a tenth of a core, or the host took more than a twentieth.";

    private static string Version(string program, string argument) => Noise().Replace(Host.FirstLine(program, argument), "").Trim();

    [GeneratedRegex(@" - https.*| Copyright.*| \[epoll\]|nginx version: |\d{4}/\d\d/\d\d.*")]
    private static partial Regex Noise();
}
