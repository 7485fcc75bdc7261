using ActorProxy.Shadowing.Control;
using FsCheck;
using FsCheck.Fluent;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Control tables as several nodes may come to hold them: an entry is the same wherever it is seen.</summary>
internal static class AnyControl
{
    public static Gen<ControlTable> Table { get; } =
        from changes in Change.ListOf()
        select changes.Aggregate(ControlTable.Empty, (table, change) => table.Merge(Single(change.Key, change.Clock, change.Writer)));

    /// <summary>A change with all that one may say.</summary>
    public static Gen<ControlChange> Said { get; } =
        from shadow in Gen.Elements(new[] { null, "a", "b.other", "ü" })
        from weight in Gen.Elements(new double?[] { null, 0, 0.5, 33.3, 100, double.NaN })
        from paused in Gen.Elements(new bool?[] { null, true, false })
        from reason in Gen.Elements(new[] { null, "because", "" })
        select new ControlChange(shadow, shadow is null ? null : weight, paused, "somebody@there", reason);

    private static Gen<(string Key, ulong Clock, ulong Writer)> Change =>
        from key in Gen.Elements("*", "a", "b", "c")
        from clock in Gen.Choose(1, 6)
        from writer in Gen.Choose(1, 3)
        select (key, (ulong)clock, (ulong)writer);

    private static ControlTable Single(string key, ulong clock, ulong writer)
    {
        var random = new Random(HashCode.Combine(key.Length, (int)clock, (int)writer));
        var by = new ControlStamp($"writer-{writer}", DateTimeOffset.FromUnixTimeSeconds((long)clock), null);
        var entry = new ControlEntry(clock, writer, random.Next(2) == 0 ? random.Next(101) : null, random.Next(2) == 0, by);
        return new ControlTable(ControlTable.Empty.Entries.SetItem(key, entry), ControlHistory.Empty.With(new PastChange(key, entry)));
    }
}
