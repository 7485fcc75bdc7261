namespace ActorProxy.Shadowing.Comparing;

/// <summary>Collects differences: each path and kind once, and not without bound.</summary>
internal sealed class DifferenceSet
{
    /// <summary>Most differences of one comparison; what is beyond counts as one of <see cref="Metering.ComparisonLimits.Other"/>.</summary>
    public const int Capacity = 256;

    private readonly HashSet<FieldDifference> _seen = [];
    private readonly List<FieldDifference> _all = [];

    /// <summary>The differences in the order in which they were found.</summary>
    public IReadOnlyList<FieldDifference> All => _all;

    /// <summary>Whether that difference is in it.</summary>
    public bool Contains(FieldDifference difference) => _seen.Contains(difference);

    /// <summary>Adds one.</summary>
    public void Add(string path, DifferenceKind kind)
    {
        var difference = new FieldDifference(path, kind);
        if (_all.Count >= Capacity) difference = new FieldDifference(Metering.ComparisonLimits.Other, DifferenceKind.Value);
        if (_seen.Add(difference)) _all.Add(difference);
    }
}
