using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Corpus.Scoring;

/// <summary>
/// The rule of Twitter's Diffy, on the same counts: a field of an endpoint is shown when it differs more often than noise, by more than 20 % of both
/// together and by more than 0.03 % of the requests. It does not look at latency.
/// </summary>
public static class DiffyRule
{
    private const double RelativePercent = 20;
    private const double AbsolutePercent = 0.03;

    /// <summary>The fields that it shows.</summary>
    public static IEnumerable<(string Endpoint, string Path)> Find(ComparisonCounts counts) =>
        from endpoint in counts.Endpoints
        from field in endpoint.Value.Fields
        where !field.Key.StartsWith("latency>", StringComparison.Ordinal) && Shows(field.Value.Any, endpoint.Value.Heads)
        select (endpoint.Key, field.Key);

    private static bool Shows(PairCounts counts, long total)
    {
        double difference = counts.Raw - counts.Noise;
        return difference > 0
            && 100 * difference / (counts.Raw + counts.Noise) > RelativePercent
            && 100 * difference / total > AbsolutePercent;
    }
}
