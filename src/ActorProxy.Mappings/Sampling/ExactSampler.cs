namespace ActorProxy.Mappings.Sampling;

/// <summary>
/// Gives each request its sample point u in [0,1), so that "u &lt; weight" copies an exact part of any number of requests and not just a
/// part on average. Thread-safe and lock-free.
/// </summary>
/// <remarks>
/// The points are a van der Corput sequence in base ten whose digits are scrambled (Owen): each ten calls in turn take each tenth of [0,1)
/// once, each hundred calls each hundredth, each thousand each thousandth. So weights in whole percent are met exactly by every block of 100
/// calls since the first, weights in tenths of a percent by every 1,000, and in between the count is off by one or two at most. Within a block the
/// order is rotated at random (by a hash of seed and block): traffic with a rhythm of its own does not fall into step with the sampling,
/// and two shadows sample independently of each other.
/// </remarks>
/// <param name="seed">Different for each shadow (a hash of its name) and each edge.</param>
public sealed class ExactSampler(ulong seed)
{
    private const int Digits = 4;
    private const uint Base = 10;

    private long _next = -1;

    /// <summary>The sample point of the next request.</summary>
    public double Next() => Point((ulong)Interlocked.Increment(ref _next), seed);

    /// <summary>The sample point of a key: the same for the same key and shadow, on every node and in every process.</summary>
    /// <param name="hash">The key's <see cref="StableHash"/>.</param>
    /// <param name="shadowSeed">The <see cref="StableHash"/> of the shadow's name, so that shadows choose different keys.</param>
    public static double FromKey(ulong hash, ulong shadowSeed) => SplitMix.ToUnit(SplitMix.Mix(shadowSeed, hash));

    private static double Point(ulong call, ulong seed)
    {
        var point = 0.0;
        var scale = 1.0;
        var key = seed;
        for (var level = 0; level < Digits; level++)
        {
            (call, var position) = Math.DivRem(call, Base);

            // Steps of three tenths (forwards or backwards) spread the digits of a block evenly over it; 3 and 7 are coprime to 10.
            var random = SplitMix.Mix(key, call);
            var step = (random & 1) == 0 ? 3u : 7u;
            var digit = (position * step + (random >> 1) % Base) % Base;
            scale /= Base;
            point += digit * scale;
            key = SplitMix.Mix(key, digit);
        }

        // Beyond the last digit chance is good enough.
        return Math.Min(point + scale * SplitMix.ToUnit(SplitMix.Mix(key, call)), BelowOne);
    }

    private static readonly double BelowOne = Math.BitDecrement(1.0);
}
