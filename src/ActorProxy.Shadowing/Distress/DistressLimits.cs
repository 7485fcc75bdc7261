namespace ActorProxy.Shadowing.Distress;

/// <summary>
/// When an edge is in such distress that it gives up copying for production's sake. Zero turns a limit off; copying goes on once all that are on
/// have stayed below four fifths of their values for ten seconds.
/// </summary>
public sealed record DistressLimits
{
    /// <summary>No limit at all.</summary>
    public static DistressLimits Off { get; } = new() { CpuPercent = 0, Lag = TimeSpan.Zero, MemoryPercent = 0 };

    /// <summary>What the process may take of all its processors, in percent. Default 95.</summary>
    public double CpuPercent { get; init; } = 95;

    /// <summary>How long work may wait for a thread. Default 500 ms.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What the process may hold of the memory that there is for it (its container's, or the machine's), in percent. Default 90.</summary>
    public double MemoryPercent { get; init; } = 90;

    /// <summary>Whether there is any limit.</summary>
    public bool IsOn => CpuPercent > 0 || Lag > TimeSpan.Zero || MemoryPercent > 0;
}
