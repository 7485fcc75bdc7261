using ActorProxy.Testing.Cluster;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>How many copies ended in which way.</summary>
internal static class CopyCounts
{
    private const string Unconfirmed = "unconfirmed";

    /// <summary>Those that ended between two moments, by outcome; outcomes that there were none of are left out.</summary>
    public static Dictionary<string, long> Between(ShadowAnswer before, ShadowAnswer after) =>
        after.Outcomes.Select(o => (o.Key, Count: o.Value - before.Outcome(o.Key))).Where(o => o.Count > 0).ToDictionary(o => o.Key, o => o.Count);

    /// <summary>
    /// Takes out the copies whose acknowledgement came too late, as may happen where the machine is overloaded: they may have arrived or not. It fails when
    /// they are more than a third.
    /// </summary>
    public static long TakeUnconfirmed(this Dictionary<string, long> outcomes)
    {
        var all = outcomes.Values.Sum();
        return outcomes.Remove(Unconfirmed, out var count) && 3 * count > all ? throw new InvalidOperationException($"{count} of {all} copies are unconfirmed") : count;
    }

    /// <summary>For messages.</summary>
    public static string Describe(this Dictionary<string, long> outcomes) => string.Join(", ", outcomes.OrderByDescending(o => o.Value).Select(o => $"{o.Value} {o.Key}"));
}
