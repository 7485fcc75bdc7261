using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Statistics;

namespace ActorProxy.Shadowing.Comparing.Verdicts;

/// <summary>One field of one endpoint with the tests that are made of it.</summary>
internal sealed class FieldSample
{
    // Fewer cannot reach any level that is worth having, and would only make the correction for many fields dearer.
    private const int LeastCases = 8;

    private readonly IReadOnlyList<FieldTest> _tests;

    /// <summary>Collects a field's tests.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="path">The field.</param>
    /// <param name="requests">Requests in which it was compared.</param>
    /// <param name="isPaired">Whether with the baseline too.</param>
    /// <param name="counts">How often it differed.</param>
    /// <param name="tests">The tests; not empty.</param>
    public FieldSample(string endpoint, string path, long requests, bool isPaired, FieldCounts counts, IEnumerable<FieldTest> tests)
    {
        (Endpoint, Path, Requests, IsPaired, Counts) = (endpoint, path, requests, isPaired, counts);
        _tests = [.. tests];
        var telling = _tests.Where(t => t.Cases >= LeastCases).ToArray();
        IsTested = telling.Length > 0 && requests >= VerdictEvaluator.LeastRequests;
        PValue = Evidence.PValue(Evidence.LogMean([.. telling.Select(t => t.LogRatio)]));
    }

    public string Endpoint { get; }

    public string Path { get; }

    public long Requests { get; }

    public bool IsPaired { get; }

    public FieldCounts Counts { get; }

    /// <summary>Whether there is enough to tell anything.</summary>
    public bool IsTested { get; }

    /// <summary>Over all tests of the field.</summary>
    public double PValue { get; }

    /// <summary>The tests of one field in one endpoint.</summary>
    public static FieldSample Of(string endpoint, EndpointCounts sample, string path, FieldCounts counts, VerdictCriteria criteria, IEnumerable<FieldTest> more)
    {
        var isHead = FieldPaths.PartOf(path) == ComparedParts.Head;
        var paired = isHead ? sample.PairedHeads : sample.PairedBodies;
        if (paired > 0)
        {
            return new FieldSample(
                endpoint, path, paired, true, counts,
                [FieldTest.Paired("any", counts.Any), .. Kinds(counts).Select(k => FieldTest.Paired(k.Key.Name(), k.Value)), .. more]);
        }

        var n = isHead ? sample.Heads : sample.Bodies;
        var rate = criteria.BackgroundRate / 100;
        return new FieldSample(
            endpoint, path, n, false, counts,
            [FieldTest.AgainstRate("any", counts.Any, n, rate), .. Kinds(counts).Select(k => FieldTest.AgainstRate(k.Key.Name(), k.Value, n, rate))]);
    }

    /// <summary>The report, told by the strongest test.</summary>
    public FieldReport Report(bool isRegression, VerdictCriteria criteria)
    {
        var test = _tests.MaxBy(t => t.LogRatio)!;
        var counts = test.Counts;
        var background = criteria.BackgroundRate / 100;
        var excess = IsPaired ? Interval.OfPairedDifference(counts.RawOnly, counts.NoiseOnly, Requests) : Interval.OfRate(counts.Raw, Requests).Minus(background);
        return new FieldReport(
            Endpoint, Path, test.Label, Requests, Counts,
            Share(IsPaired ? counts.PairedRaw : counts.Raw), IsPaired ? Share(counts.Noise) : background,
            excess.Low, excess.High, IsTested ? PValue : 1, isRegression);
    }

    // With one kind only, "any" is the same test again.
    private static IEnumerable<KeyValuePair<DifferenceKind, PairCounts>> Kinds(FieldCounts counts) => counts.Kinds.Count > 1 ? counts.Kinds : [];

    private double Share(long n) => Requests == 0 ? 0 : (double)n / Requests;
}
