namespace ActorProxy.Mappings.Sampling;
/// <summary>Stub.</summary>
public sealed class ExactSampler(string name)
{
    private long _n;
    /// <summary>Stub.</summary>
    public ulong Seed { get; } = (ulong)name.Length;
    /// <summary>Stub.</summary>
    public double Next() => Interlocked.Increment(ref _n) * 61 % 100 / 100.0;
    /// <summary>Stub.</summary>
    public static double FromKey(ulong key, ulong seed) => ((key ^ seed) % 1000) / 1000.0;
}
