namespace ActorProxy.Shadowing.Comparing;

/// <summary>What came of one comparison: every compared copy ends in exactly one of these.</summary>
/// <remarks>The numbers are part of the wire format: never reuse one. The public names are <see cref="ComparisonOutcomes.Name"/>'s.</remarks>
public enum ComparisonOutcome
{
    /// <summary>Nothing that counts is different.</summary>
    Match = 0,

    /// <summary>Something is different that is not different between production and the baseline on the same request.</summary>
    Mismatch = 1,

    /// <summary>All that is different is different between production and the baseline too, on the same request.</summary>
    NoiseOnly = 2,

    /// <summary>The heads are alike, and one of the bodies was too long to be compared.</summary>
    Truncated = 3,

    /// <summary>Production itself gave no complete reply, or one of the bodies cannot be read (unknown content-encoding, damaged).</summary>
    NotComparable = 4,
}

/// <summary>The closed list of comparison outcomes and their public names.</summary>
public static class ComparisonOutcomes
{
    /// <summary>How many outcomes there are.</summary>
    public const int Count = 5;

    private static readonly string[] Names = ["match", "mismatch", "noise_only", "truncated", "not_comparable"];

    /// <summary>All outcomes.</summary>
    public static IReadOnlyList<ComparisonOutcome> All { get; } = [.. Enumerable.Range(0, Count).Select(i => (ComparisonOutcome)i)];

    /// <summary>The name used in the admin API, <c>pbm</c> and Prometheus, such as <c>noise_only</c>.</summary>
    public static string Name(this ComparisonOutcome outcome) => Names[(int)outcome];
}
