using ActorProxy.Bench.Compare.Machine;

namespace ActorProxy.Bench.Compare.Saturation;

/// <summary>What one run of one peer under one workload gave.</summary>
internal sealed record SaturationResult
{
    /// <summary>The peer.</summary>
    public required string Peer { get; init; }

    /// <summary>The workload.</summary>
    public required Workload Workload { get; init; }

    /// <summary>In which round.</summary>
    public required int Round { get; init; }

    /// <summary>What the load generator saw.</summary>
    public required WrkReport Load { get; init; }

    /// <summary>What each part of the peer used.</summary>
    public required IReadOnlyDictionary<string, PartUse> Parts { get; init; }

    /// <summary>Requests that arrived at the shadow.</summary>
    public required long Copies { get; init; }

    /// <summary>Whether something else used the machine meanwhile.</summary>
    public required bool IsDisturbed { get; init; }

    /// <summary>Requests answered a second.</summary>
    public double Throughput => Load.Requests / Load.Seconds;

    /// <summary>CPU seconds of all parts per 10,000 requests.</summary>
    public double CpuPer10K => 10_000 * Parts.Values.Sum(p => p.Cpu.Total) / Load.Requests;

    /// <summary>The cost of a request in one part or, without a name, in all: in thousand instructions, or where those cannot be counted in microseconds of CPU.</summary>
    public double Cost(string? part = null) =>
        Parts.Where(p => part is null || p.Key == part).Sum(p => p.Value.Cost) / Load.Requests;
}

/// <summary>What one part of a peer used during a run.</summary>
/// <param name="Cpu">CPU seconds.</param>
/// <param name="Instructions">Instructions in user mode and in the kernel; null where they cannot be counted.</param>
internal sealed record PartUse(CpuTime Cpu, (double User, double Kernel)? Instructions)
{
    /// <summary>Thousand instructions, or else microseconds of CPU.</summary>
    public double Cost => Instructions is { } counted ? (counted.User + counted.Kernel) / 1e3 : Cpu.Total * 1e6;
}
