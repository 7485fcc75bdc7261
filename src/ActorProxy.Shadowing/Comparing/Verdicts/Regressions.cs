using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Statistics;

namespace ActorProxy.Shadowing.Comparing.Verdicts;

/// <summary>Finds the fields that differ clearly more often than noise does.</summary>
/// <remarks>
/// <para>With a baseline, a field counts by the requests on which only the shadow or only the baseline differs from production: were the shadow no
/// worse, each would be as likely as the other. Without one, it counts against the policy's background rate.</para>
/// <para>Each field is tested at each endpoint and over all of them, as a whole and by kind of difference (a list whose order is noise may still
/// not lose elements). The evidence of these tests is averaged, and Benjamini and Hochberg's rule is applied over the fields; see
/// <see cref="Evidence"/> for why one may look as often as one likes.</para>
/// </remarks>
public static class Regressions
{
    /// <summary>A report of every field that was ever different, regressions first, then by evidence.</summary>
    public static IReadOnlyList<FieldReport> Find(ComparisonCounts counts, VerdictCriteria criteria)
    {
        var samples = Samples(counts, criteria).ToArray();
        var threshold = BenjaminiHochberg.Threshold(samples.Where(s => s.IsTested).Select(s => s.PValue), criteria.FalseAlarmRate / 100);
        return
        [
            .. samples.Select(s => s.Report(s.IsTested && s.PValue <= threshold, criteria))
                .OrderByDescending(r => r.IsRegression).ThenBy(r => r.PValue).ThenBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Endpoint, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<FieldSample> Samples(ComparisonCounts counts, VerdictCriteria criteria)
    {
        foreach (var (name, endpoint) in counts.Endpoints)
        {
            foreach (var sample in Samples(name, endpoint, criteria, counts.Endpoints.Count == 1 ? StatusTests(counts) : [])) yield return sample;
        }

        if (counts.Endpoints.Count < 2) yield break;
        var all = counts.Endpoints.Values.Aggregate(EndpointCounts.Zero, (sum, endpoint) => sum.Add(endpoint));
        foreach (var sample in Samples(FieldReport.AllEndpoints, all, criteria, StatusTests(counts))) yield return sample;
    }

    private static IEnumerable<FieldSample> Samples(string name, EndpointCounts endpoint, VerdictCriteria criteria, IReadOnlyList<FieldTest> statusTests)
    {
        foreach (var (path, field) in endpoint.Fields)
        {
            if (!path.StartsWith(FieldPaths.LatencyPrefix, StringComparison.Ordinal))
                yield return FieldSample.Of(name, endpoint, path, field, criteria, path == FieldPaths.Status ? statusTests : []);
        }

        if (Latency(name, endpoint) is { } latency) yield return latency;
    }

    /// <summary>Latency is tested against the baseline only: what a copy's way adds is no fault of the shadow.</summary>
    private static FieldSample? Latency(string name, EndpointCounts endpoint)
    {
        var steps = endpoint.Fields.Where(f => f.Key.StartsWith(FieldPaths.LatencyPrefix, StringComparison.Ordinal)).ToArray();
        if (endpoint.PairedHeads == 0 || steps.Length == 0) return null;
        return new FieldSample(
            name, FieldPaths.Latency, endpoint.PairedHeads, true, steps.MaxBy(s => s.Value.Any.Raw).Value,
            steps.Select(s => FieldTest.Paired(s.Key[FieldPaths.Latency.Length..], s.Value.Any)));
    }

    /// <summary>
    /// Status by status: twice as many 500 stand out among the 500, and not among all that fails. The matrices do not tell on how many requests shadow and
    /// baseline agree; counting those as disagreements of both kinds can only weaken the evidence.
    /// </summary>
    private static IReadOnlyList<FieldTest> StatusTests(ComparisonCounts counts)
    {
        if (counts.BaselineStatuses.Count == 0 || counts.ShadowStatuses.Total() != counts.BaselineStatuses.Total()) return [];
        var raw = counts.ShadowStatuses.ChangedTo();
        var noise = counts.BaselineStatuses.ChangedTo();
        return
        [
            .. raw.Keys.Union(noise.Keys).Select(status =>
            {
                var (r, n) = (raw.GetValueOrDefault(status), noise.GetValueOrDefault(status));
                return FieldTest.Paired($"to {status}", new PairCounts(r, r, n, 0));
            }),
        ];
    }
}
