using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Latency;

/// <summary>What a run at a constant rate gave; latencies in microseconds, counted from when a request was due.</summary>
internal sealed record ConstantRateReport(int Offered, int Answered, double? P50, double? P99, double? P999, double? Longest);

/// <summary>Open-loop load from a process of its own.</summary>
internal static class ConstantRate
{
    /// <summary>Requests a second.</summary>
    public const int Rate = 600;

    /// <summary>Runs to its end.</summary>
    public static async Task<ConstantRateReport> RunAsync(Workplace work, string url, Workload workload, TimeSpan duration, int rate = Rate)
    {
        string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "constant-rate", url, "--rate", Number(rate), "--connections", Number(Workload.Connections), "--seconds", Number(duration.TotalSeconds),
            "--body", Number(workload.BodyBytes),
        ];
        using var load = Process.Start(new ProcessStartInfo(Programs.Load, arguments) { RedirectStandardOutput = true })!;
        try
        {
            var output = await load.StandardOutput.ReadToEndAsync(work.Stop).ConfigureAwait(false);
            await load.WaitForExitAsync(work.Stop).ConfigureAwait(false);
            return JsonSerializer.Deserialize<ConstantRateReport>(output, JsonSerializerOptions.Web) ?? throw new BenchException("The load generator has failed.");
        }
        finally
        {
            if (!load.HasExited) load.Kill();
        }
    }
}
