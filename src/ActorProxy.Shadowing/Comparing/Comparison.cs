namespace ActorProxy.Shadowing.Comparing;

/// <summary>Which parts of two replies were compared.</summary>
[Flags]
public enum ComparedParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Whether there is a reply, and if there is: status, headers, trailers.</summary>
    Head = 1,

    /// <summary>The body.</summary>
    Body = 2,
}

/// <summary>What came of comparing the replies to one request. Immutable.</summary>
/// <param name="Outcome">The result.</param>
/// <param name="Differences">Shadow against production, each path and kind once.</param>
/// <param name="Compared">What of shadow and production was compared.</param>
/// <param name="Noise">Baseline against production, each path and kind once.</param>
/// <param name="NoiseCompared">What of baseline and production was compared; <see cref="ComparedParts.None"/> when there is no baseline.</param>
public sealed record Comparison(
    ComparisonOutcome Outcome,
    IReadOnlyList<FieldDifference> Differences,
    ComparedParts Compared,
    IReadOnlyList<FieldDifference> Noise,
    ComparedParts NoiseCompared);
