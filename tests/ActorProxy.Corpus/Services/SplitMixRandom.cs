namespace ActorProxy.Corpus.Services;

/// <summary>
/// SplitMix64 as a <see cref="Random"/>. The seeded generator of .NET is additive: sequences of different seeds are correlated at the same
/// position, and services that draw in step would share their accidents.
/// </summary>
public sealed class SplitMixRandom(long seed) : Random
{
    private ulong _state = (ulong)seed;

    public override int Next() => (int)(Bits() >> 33);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue) => minValue + (int)(NextDouble() * ((long)maxValue - minValue));

    public override long NextInt64() => (long)(Bits() >> 1);

    public override long NextInt64(long maxValue) => (long)(NextDouble() * maxValue);

    public override double NextDouble() => (Bits() >> 11) * (1.0 / (1UL << 53));

    protected override double Sample() => NextDouble();

    private ulong Bits()
    {
        var value = _state += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
