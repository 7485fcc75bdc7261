namespace ActorProxy.Testing.Network;

/// <summary>The way from one host to another. It draws lots of its own, so what other links carry does not change the fate of its packets.</summary>
/// <param name="seed">Decides which packets are lost or late.</param>
internal sealed class Link(int seed)
{
    private readonly Random _random = new(seed);
    private volatile LinkState _state = LinkState.Good;

    /// <summary>What happens to packets from now on.</summary>
    public LinkState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>Decides about the next packet; one caller at a time.</summary>
    /// <returns>How long it takes, or null when it is lost.</returns>
    public TimeSpan? Pass()
    {
        var state = _state;
        if (state.Loss > 0 && _random.NextDouble() < state.Loss)
            return null;
        return state.Jitter == TimeSpan.Zero ? state.Delay : state.Delay + (_random.NextDouble() * state.Jitter);
    }
}
