using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Comparing;

/// <summary>Compares replies under the settings of one shadow. Immutable; safe for any number of threads. Make one per loaded policy.</summary>
public sealed class ReplyComparer
{
    private readonly CompareSettings _settings;

    /// <summary>Prepares the settings.</summary>
    public ReplyComparer(CompareSettings settings) => _settings = settings;

    /// <summary>Compares what was answered to the very same request. Never throws for what is in the replies.</summary>
    /// <param name="production">Production's reply.</param>
    /// <param name="shadow">The shadow's reply, or its failure.</param>
    /// <param name="baseline">The second production instance's reply, or its failure; null when it was not asked.</param>
    public Comparison Compare(Reply production, Reply shadow, Reply? baseline)
    {
        var (differences, compared) = Pair(production, shadow);
        var (noise, noiseCompared) = baseline is null ? ([], ComparedParts.None) : Pair(production, baseline);
        var outcome = differences.Count == 0
            ? compared == ComparedParts.None ? ComparisonOutcome.NotComparable : ComparisonOutcome.Match
            : differences.All(noise.Contains) ? ComparisonOutcome.NoiseOnly : ComparisonOutcome.Mismatch;
        return new Comparison(outcome, differences, compared, noise, noiseCompared);
    }

    private (List<FieldDifference> Differences, ComparedParts Compared) Pair(Reply production, Reply other)
    {
        if (!production.IsAnswered) return ([], ComparedParts.None);
        if (!other.IsAnswered) return ([new FieldDifference("reply", DifferenceKind.Missing)], ComparedParts.Head);
        var differences = new List<FieldDifference>();
        if (_settings.Status && production.Status != other.Status) differences.Add(new FieldDifference("status", DifferenceKind.Value));
        if (!production.Body.Span.SequenceEqual(other.Body.Span)) differences.Add(new FieldDifference("body", DifferenceKind.Value));
        return (differences, ComparedParts.Head | ComparedParts.Body);
    }
}
