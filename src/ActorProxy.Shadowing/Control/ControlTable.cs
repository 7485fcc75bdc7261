using System.Collections.Immutable;
using Akka.DistributedData;

namespace ActorProxy.Shadowing.Control;

/// <summary>One line of the <see cref="ControlTable"/>: the newest setting of one key, ordered by a Lamport clock and not by anybody's wall clock.</summary>
internal sealed record ControlEntry(ulong Clock, ulong Writer, double? Weight, bool Paused, ControlStamp By)
{
    public bool IsNewerThan(ControlEntry other) => (Clock, Writer).CompareTo((other.Clock, other.Writer)) > 0;
}

/// <summary>
/// Runtime control as a replicated data type: a last-writer-wins map, and the history of what was written. Merging in any order gives the same table.
/// </summary>
internal sealed class ControlTable(ImmutableSortedDictionary<string, ControlEntry> entries, ControlHistory history) : IReplicatedData<ControlTable>, IReplicatedDataSerialization
{
    /// <summary>The key of the master switch; no resource can bear this name.</summary>
    public const string MasterKey = "*";

    public static ControlTable Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ControlEntry>(StringComparer.Ordinal), ControlHistory.Empty);

    public ImmutableSortedDictionary<string, ControlEntry> Entries => entries;

    public ControlHistory History => history;

    /// <summary>The table after a change by <paramref name="writer"/>.</summary>
    public ControlTable With(ControlChange change, ulong writer, DateTimeOffset now)
    {
        var key = change.Shadow ?? MasterKey;
        entries.TryGetValue(key, out var old);
        var weight = change.Weight switch { null => old?.Weight, double.NaN => null, { } value => value };
        var clock = entries.Values.Aggregate(0UL, (max, e) => Math.Max(max, e.Clock)) + 1;

        // As exact as on the wire, so that an entry is the same wherever it is seen.
        var when = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        var by = new ControlStamp(change.Who, when, string.IsNullOrEmpty(change.Reason) ? null : change.Reason);
        var entry = new ControlEntry(clock, writer, weight, change.Paused ?? old?.Paused ?? false, by);
        return new ControlTable(entries.SetItem(key, entry), history.With(new PastChange(key, entry)));
    }

    public ControlTable Merge(ControlTable other)
    {
        var merged = entries.ToBuilder();
        foreach (var (key, theirs) in other.Entries)
        {
            if (!merged.TryGetValue(key, out var ours) || theirs.IsNewerThan(ours)) merged[key] = theirs;
        }

        return new ControlTable(merged.ToImmutable(), history.Merge(other.History));
    }

    IReplicatedData IReplicatedData.Merge(IReplicatedData other) => Merge((ControlTable)other);

    /// <summary>The table as others read it.</summary>
    public ControlState ToState()
    {
        entries.TryGetValue(MasterKey, out var master);
        return new ControlState(
            master?.Paused ?? false,
            master?.By,
            entries.Where(e => e.Key != MasterKey)
                .ToDictionary(e => e.Key, e => new ShadowControlSetting(e.Value.Weight, e.Value.Paused, e.Value.By)))
        {
            History = [.. history.Changes.Reverse().Select(c => new ControlRecord(c.Key == MasterKey ? null : c.Key, c.Entry.Weight, c.Entry.Paused, c.Entry.By))],
        };
    }

    public override bool Equals(object? obj) => 
        obj is ControlTable other && entries.SequenceEqual(other.Entries) && history.Equals(other.History);

    public override int GetHashCode() => entries.Aggregate(history.GetHashCode(), (hash, e) => HashCode.Combine(hash, e.Key, e.Value));
}
