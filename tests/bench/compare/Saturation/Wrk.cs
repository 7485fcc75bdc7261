using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Saturation;

/// <summary>What a run of wrk gave.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Errors">Answers other than 2xx, and connections that broke or timed out.</param>
internal sealed record WrkReport(long Requests, double Seconds, long Errors);

/// <summary>Closed-loop load: every connection sends its next request as soon as it has the answer to the last.</summary>
internal static partial class Wrk
{
    /// <summary>Runs to its end.</summary>
    public static async Task<WrkReport> RunAsync(Workplace work, string url, Workload workload, TimeSpan duration)
    {
        List<string> arguments = ["-t1", $"-c{Workload.Connections}", $"-d{(int)duration.TotalSeconds}s", "--timeout", "10s"];
        if (workload.BodyBytes > 0)
        {
            arguments.Add("-s");
            arguments.Add(work.Write($"{workload.Name}.lua", $"wrk.method = \"POST\"\nwrk.body = string.rep(\"x\", {workload.BodyBytes})\n"));
        }

        using var wrk = Process.Start(new ProcessStartInfo("wrk", [.. arguments, url]) { RedirectStandardOutput = true })!;
        try
        {
            var output = await wrk.StandardOutput.ReadToEndAsync(work.Stop).ConfigureAwait(false);
            await wrk.WaitForExitAsync(work.Stop).ConfigureAwait(false);
            return Read(output);
        }
        finally
        {
            if (!wrk.HasExited) wrk.Kill();
        }
    }

    private static WrkReport Read(string output)
    {
        var total = Total().Match(output);
        if (!total.Success) throw new BenchException($"wrk has failed: {output}");
        var errors = Failures().Matches(output).SelectMany(m => m.Groups.Values.Skip(1)).Where(g => g.Success).Sum(g => Number(g.Value));
        return new WrkReport(Number(total.Groups[1].Value), double.Parse(total.Groups[2].Value, CultureInfo.InvariantCulture) * (total.Groups[3].Value == "m" ? 60 : 1), errors);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) requests in ([\d.]+)([sm]),")]
    private static partial Regex Total();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)|Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")]
    private static partial Regex Failures();
}
