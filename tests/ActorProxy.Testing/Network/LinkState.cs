namespace ActorProxy.Testing.Network;

/// <summary>What happens to packets on their way from one host to another.</summary>
internal sealed record LinkState
{
    /// <summary>Every packet arrives at once.</summary>
    public static LinkState Good { get; } = new();

    /// <summary>No packet arrives, and nobody is told.</summary>
    public static LinkState Cut { get; } = new() { Loss = 1 };

    /// <summary>Share of the packets that is lost, from 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>How long a packet takes at least.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How much longer it may take; packets overtake each other within this time.</summary>
    public TimeSpan Jitter { get; init; }
}
