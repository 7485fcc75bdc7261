namespace ActorProxy.Mappings.Sampling;

/// <summary>Stable 64-bit mixing: the same on every node, process and version, which <see cref="object.GetHashCode"/> is not.</summary>
internal static class SplitMix
{
    /// <summary>Mixes all bits (the finaliser of SplitMix64: a bijection).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>Mixes two values into one; the order counts.</summary>
    public static ulong Mix(ulong first, ulong second) => Mix(first ^ Mix(second + 0x9E3779B97F4A7C15));

    /// <summary>The upper 53 bits as a number in [0,1).</summary>
    public static double ToUnit(ulong value) => (value >> 11) * (1.0 / (1UL << 53));
}
