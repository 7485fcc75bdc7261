using System.Diagnostics;
using System.Globalization;

namespace ActorProxy.Bench.Compare.Machine;

/// <summary>Instructions, in user mode and in the kernel, that processes execute while it runs (<c>perf stat -p</c>).</summary>
internal sealed class InstructionCounter : IDisposable
{
    private const string Events = "instructions:u,instructions:k";

    private readonly Process _perf;
    private readonly string _file;

    private InstructionCounter(Process perf, string file) => (_perf, _file) = (perf, file);

    /// <summary>Whether this machine has the counters. Virtual machines often have not.</summary>
    public static bool IsSupported { get; } = Probe();

    /// <summary>Starts to count; null where the counters do not exist.</summary>
    public static InstructionCounter? Start(IEnumerable<int> pids)
    {
        if (!IsSupported) return null;
        var file = Path.GetTempFileName();
        return new InstructionCounter(Process.Start("perf", ["stat", "-x,", "-e", Events, "-p", string.Join(',', pids), "-o", file]), file);
    }

    /// <summary>Stops.</summary>
    /// <returns>Instructions in user mode and in the kernel.</returns>
    public async Task<(double User, double Kernel)> StopAsync()
    {
        Processes.Signals.Interrupt(_perf.Id);
        await _perf.WaitForExitAsync().ConfigureAwait(false);
        var text = await File.ReadAllLinesAsync(_file).ConfigureAwait(false);
        return (Value(text, ":u"), Value(text, ":k"));
    }

    public void Dispose()
    {
        if (!_perf.HasExited) _perf.Kill();
        _perf.Dispose();
        File.Delete(_file);
    }

    private static double Value(string[] lines, string suffix) =>
        double.Parse(lines.Single(line => line.Contains("instructions" + suffix, StringComparison.Ordinal)).Split(',')[0], CultureInfo.InvariantCulture);

    private static bool Probe()
    {
        try
        {
            using var perf = Process.Start(new ProcessStartInfo("perf", ["stat", "-x,", "-e", Events, "true"]) { RedirectStandardError = true })!;
            var output = perf.StandardError.ReadToEnd();
            perf.WaitForExit();
            return perf.ExitCode == 0 && !output.Contains("<not", StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
