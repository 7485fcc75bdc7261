using System.Collections.Immutable;

namespace ActorProxy.Shadowing.Control;

/// <summary>A change as it was made: the key, and what it was set to.</summary>
internal sealed record PastChange(string Key, ControlEntry Entry) : IComparable<PastChange>
{
    /// <summary>By the Lamport clock, so that the order is the same on all nodes, whatever their wall clocks say.</summary>
    public int CompareTo(PastChange? other) => other is null
        ? 1
        : (Entry.Clock, Entry.Writer, Key).CompareTo((other.Entry.Clock, other.Entry.Writer, other.Key));
}

/// <summary>
/// The newest changes, oldest first: a replicated set of bounded size. What is cut off on one side is older than all that is kept, so merging in
/// any order keeps the same ones.
/// </summary>
internal sealed class ControlHistory(ImmutableSortedSet<PastChange> changes)
{
    /// <summary>How many are kept. With the longest notes they still fit into one message.</summary>
    public const int MostChanges = 100;

    public static ControlHistory Empty { get; } = new([]);

    public ImmutableSortedSet<PastChange> Changes => changes;

    public ControlHistory With(PastChange change) => new(Newest(changes.Add(change)));

    public ControlHistory Merge(ControlHistory other) => new(Newest(changes.Union(other.Changes)));

    public override bool Equals(object? obj) => obj is ControlHistory other && changes.SequenceEqual(other.Changes);

    public override int GetHashCode() => changes.Aggregate(0, HashCode.Combine);

    private static ImmutableSortedSet<PastChange> Newest(ImmutableSortedSet<PastChange> all) =>
        all.Count <= MostChanges ? all : [.. all.Skip(all.Count - MostChanges)];
}
