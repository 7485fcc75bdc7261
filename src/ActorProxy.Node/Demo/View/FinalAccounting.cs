using ActorProxy.Node.Demo.Admin;
using ActorProxy.Node.Demo.Samples;

namespace ActorProxy.Node.Demo.View;

/// <summary>Whether the demo's numbers add up, once traffic has ended and settled.</summary>
/// <param name="Traffic">What the demo's own clients saw.</param>
/// <param name="CountedRequests">Requests that the cluster counted for production Mappings.</param>
/// <param name="Lines">One line per shadow Mapping, in name order.</param>
internal sealed record FinalAccounting(TrafficCounts Traffic, long CountedRequests, IReadOnlyList<FinalAccounting.Line> Lines)
{
    /// <summary>
    /// Whether the last snapshots of all nodes have arrived: the cluster has counted every request that was sent, and no copy is under way.
    /// </summary>
    public bool IsSettled => CountedRequests >= Traffic.Sent + Traffic.WarmUp && Lines.All(l => l.Closes);

    /// <summary>What does not add up; empty when everything does.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            var faults = new List<string>();
            if (Traffic.Failed > 0)
                faults.Add($"{Traffic.Failed} of {Traffic.Sent} production requests failed; the first: {Traffic.FirstFailure}");
            if (Traffic.Answered + Traffic.Failed != Traffic.Sent)
                faults.Add($"{Traffic.Sent - Traffic.Answered - Traffic.Failed} production requests were never answered");
            if (Lines.Count == 0)
                faults.Add("no shadow Mapping was counted");
            if (CountedRequests < Traffic.Sent + Traffic.WarmUp)
                faults.Add($"the cluster counted {CountedRequests} of {Traffic.Sent + Traffic.WarmUp} requests");
            faults.AddRange(Lines.Where(l => !l.Closes).Select(l => $"{l.Name}: offered {l.Offered}, but the outcomes add up to {l.Sum}"));
            return faults;
        }
    }

    /// <summary>Draws up the accounting.</summary>
    public static FinalAccounting From(TrafficCounts traffic, MetricsAnswer metrics) => new(
        traffic,
        metrics.Cluster.Productions.Sum(p => p.Requests),
        [.. metrics.Cluster.Shadows.OrderBy(s => s.Name, StringComparer.Ordinal).Select(Line.From)]);

    /// <summary>One shadow Mapping's accounting.</summary>
    /// <param name="Name">The Mapping.</param>
    /// <param name="Offered">Production requests that matched a group with this shadow.</param>
    /// <param name="Outcomes">The outcomes that occurred.</param>
    internal sealed record Line(string Name, long Offered, IReadOnlyDictionary<string, long> Outcomes)
    {
        /// <summary>Sum of the outcomes.</summary>
        public long Sum => Outcomes.Values.Sum();

        /// <summary>Whether every offered request has ended in exactly one outcome.</summary>
        public bool Closes => Offered == Sum;

        /// <summary>Takes a shadow's numbers.</summary>
        public static Line From(ShadowAnswer shadow) => new(
            shadow.Name, shadow.Offered, shadow.Outcomes.Where(o => o.Value != 0).ToDictionary(o => o.Key, o => o.Value));
    }
}
