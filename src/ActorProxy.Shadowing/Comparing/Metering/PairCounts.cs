namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>In how many requests something was different. Addable.</summary>
/// <param name="Raw">Between shadow and production.</param>
/// <param name="PairedRaw">Those of <paramref name="Raw"/> in which the baseline was compared too.</param>
/// <param name="Noise">Between baseline and production.</param>
/// <param name="Both">In both on the same request: counted in <paramref name="PairedRaw"/> and in <paramref name="Noise"/>.</param>
public readonly record struct PairCounts(long Raw, long PairedRaw, long Noise, long Both)
{
    /// <summary>Requests in which only the shadow was different, among those with a baseline.</summary>
    public long RawOnly => PairedRaw - Both;

    /// <summary>Requests in which only the baseline was different.</summary>
    public long NoiseOnly => Noise - Both;

    /// <summary>Both together.</summary>
    public PairCounts Add(PairCounts other) => new(Raw + other.Raw, PairedRaw + other.PairedRaw, Noise + other.Noise, Both + other.Both);
}
