namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>How often one field of one endpoint was different. Immutable, addable.</summary>
/// <param name="Any">In whatever way.</param>
/// <param name="Kinds">By kind, only those that occurred.</param>
public sealed record FieldCounts(PairCounts Any, IReadOnlyDictionary<DifferenceKind, PairCounts> Kinds)
{
    /// <summary>Never different.</summary>
    public static FieldCounts Zero { get; } = new(default, new Dictionary<DifferenceKind, PairCounts>());

    /// <summary>Both together.</summary>
    public FieldCounts Add(FieldCounts other)
    {
        var kinds = new Dictionary<DifferenceKind, PairCounts>(Kinds);
        foreach (var (kind, counts) in other.Kinds) kinds[kind] = kinds.GetValueOrDefault(kind).Add(counts);
        return new FieldCounts(Any.Add(other.Any), kinds);
    }
}
