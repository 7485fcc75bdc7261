using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing.Bodies;
using ActorProxy.Shadowing.Comparing.Heads;
using ActorProxy.Shadowing.Comparing.Json;

namespace ActorProxy.Shadowing.Comparing;

/// <summary>Compares replies under the settings of one shadow. Immutable; safe for any number of threads. Make one per loaded policy.</summary>
/// <remarks>
/// A reply that never came is a difference of the field <c>reply</c>. When the statuses are of different classes (2xx and 5xx), nothing else is
/// compared: an error page shares no field with the page, and all of them would be counted as missing.
/// </remarks>
public sealed class ReplyComparer
{
    private readonly CompareSettings _settings;
    private readonly HeaderRules _headers;
    private readonly JsonRules _json;

    /// <summary>Prepares the settings.</summary>
    public ReplyComparer(CompareSettings settings)
    {
        _settings = settings;
        _headers = new HeaderRules(settings);
        _json = new JsonRules(settings);
    }

    /// <summary>Compares what was answered to the very same request. Never throws for what is in the replies.</summary>
    /// <param name="production">Production's reply.</param>
    /// <param name="shadow">The shadow's reply, or its failure.</param>
    /// <param name="baseline">The second production instance's reply, or its failure; null when it was not asked.</param>
    public Comparison Compare(Reply production, Reply shadow, Reply? baseline)
    {
        if (!production.IsAnswered) return new Comparison(ComparisonOutcome.NotComparable, [], ComparedParts.None, [], ComparedParts.None);

        var body = new PreparedBody(production, _settings, _json);
        var raw = Pair(production, body, shadow);
        var noise = baseline is null ? null : Pair(production, body, baseline);
        return new Comparison(Outcome(raw, noise), raw.Differences.All, raw.Compared, noise?.Differences.All ?? [], noise?.Compared ?? ComparedParts.None);
    }

    private static ComparisonOutcome Outcome(PairResult raw, PairResult? noise)
    {
        if (raw.Differences.All.Any(d => noise is null || !noise.Differences.Contains(d))) return ComparisonOutcome.Mismatch;
        if (raw.Body != BodyState.Readable) return raw.Body == BodyState.TooLong ? ComparisonOutcome.Truncated : ComparisonOutcome.NotComparable;
        return raw.Differences.All.Count == 0 ? ComparisonOutcome.Match : ComparisonOutcome.NoiseOnly;
    }

    private PairResult Pair(Reply production, PreparedBody productionBody, Reply other)
    {
        var differences = new DifferenceSet();
        if (!other.IsAnswered)
        {
            differences.Add(FieldPaths.Reply, DifferenceKind.Missing);
            return new PairResult(differences, ComparedParts.Head, BodyState.Readable);
        }

        if (_settings.Status && production.Status != other.Status)
        {
            differences.Add(FieldPaths.Status, DifferenceKind.Value);
            if (production.Status / 100 != other.Status / 100) return new PairResult(differences, ComparedParts.Head, BodyState.Readable);
        }

        _headers.Compare(production.Headers, other.Headers, FieldPaths.HeaderPrefix, differences);
        _headers.Compare(production.Trailers, other.Trailers, FieldPaths.TrailerPrefix, differences);
        var body = new PreparedBody(other, _settings, _json);
        if (productionBody.Type.IsGrpc || body.Type.IsGrpc) _headers.CompareGrpcStatus(production, other, differences);
        if (_settings.Body == BodyComparison.None) return new PairResult(differences, ComparedParts.Head, BodyState.Readable);

        var state = BodyComparer.Compare(productionBody, body, _json, differences);
        return new PairResult(differences, state == BodyState.Readable ? ComparedParts.Head | ComparedParts.Body : ComparedParts.Head, state);
    }

    /// <param name="Differences">What is different.</param>
    /// <param name="Compared">What was compared.</param>
    /// <param name="Body">Why the bodies were not, if they should have been.</param>
    private sealed record PairResult(DifferenceSet Differences, ComparedParts Compared, BodyState Body);
}
