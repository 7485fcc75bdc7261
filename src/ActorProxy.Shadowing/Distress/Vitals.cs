using System.Globalization;

namespace ActorProxy.Shadowing.Distress;

/// <summary>How the process is, over the last second.</summary>
/// <param name="CpuPercent">What it took of all its processors.</param>
/// <param name="Lag">How long work waited for a thread, at most.</param>
/// <param name="MemoryPercent">What it holds of the memory that there is for it.</param>
internal readonly record struct Vitals(double CpuPercent, TimeSpan Lag, double MemoryPercent)
{
    /// <summary>What is above a part of its limit, in words; null when nothing is.</summary>
    public string? Above(DistressLimits limits, double part)
    {
        if (limits.Lag > TimeSpan.Zero && Lag > limits.Lag * part)
            return Invariant($"work waits {Lag.TotalMilliseconds:0} ms for a thread, {limits.Lag.TotalMilliseconds:0} ms are allowed");
        if (limits.CpuPercent > 0 && CpuPercent > limits.CpuPercent * part)
            return Invariant($"the process takes {CpuPercent:0} % of its processors, {limits.CpuPercent:0.#} % are allowed");
        if (limits.MemoryPercent > 0 && MemoryPercent > limits.MemoryPercent * part)
            return Invariant($"the process holds {MemoryPercent:0} % of its memory, {limits.MemoryPercent:0.#} % are allowed");
        return null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Takes readings of the process.</summary>
internal interface IVitalsSource
{
    /// <summary>A reading of the time since the last one.</summary>
    Vitals Read();
}
