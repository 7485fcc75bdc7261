using ActorProxy.Soak.Faults;

namespace ActorProxy.Soak;

/// <summary>What a soak does.</summary>
internal sealed record SoakOptions
{
    /// <summary>How long there is load, over all rounds. Beginning, end and the checks between rounds come on top.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Decides which faults come in which order.</summary>
    public required int Seed { get; init; }

    /// <summary>These faults, each once, instead of random ones for a time; null for random ones.</summary>
    public IReadOnlyList<Fault>? Script { get; init; }

    /// <summary>The program that nodes are first started with; null for the one that was built with this one.</summary>
    public string? Program { get; init; }

    /// <summary>Requests per second over both edges. Default 100.</summary>
    public double Rate { get; init; } = 100;

    /// <summary>How long there is load until everything is checked. Default 60 s.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(60);
}
