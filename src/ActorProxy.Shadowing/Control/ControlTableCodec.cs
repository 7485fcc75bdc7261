using System.Collections.Immutable;
using Proto = ActorProxy.Shadowing.Wire.Generated;

namespace ActorProxy.Shadowing.Control;

/// <summary>The <see cref="ControlTable"/> as a message, for the wire and for the state directory.</summary>
internal static class ControlTableCodec
{
    public static Proto.ControlTable Write(ControlTable table)
    {
        var message = new Proto.ControlTable();
        message.Entries.AddRange(table.Entries.Select(e => Write(e.Key, e.Value)));
        message.History.AddRange(table.History.Changes.Select(c => Write(c.Key, c.Entry)));
        return message;
    }

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">It holds a weight or a time that there is not.</exception>
    public static ControlTable Read(Proto.ControlTable message)
    {
        var entries = ImmutableSortedDictionary.CreateBuilder<string, ControlEntry>(StringComparer.Ordinal);
        foreach (var entry in message.Entries) entries[entry.Key] = Read(entry);
        return new ControlTable(
            entries.ToImmutable(), ControlHistory.Empty.Merge(new ControlHistory([.. message.History.Select(e => new PastChange(e.Key, Read(e)))])));
    }

    private static Proto.ControlEntry Write(string key, ControlEntry entry) => new()
    {
        Key = key,
        Clock = entry.Clock,
        Writer = entry.Writer,
        HasWeight = entry.Weight is not null,
        Weight = entry.Weight ?? 0,
        Paused = entry.Paused,
        Who = entry.By.Who,
        When = entry.By.When.ToUnixTimeMilliseconds(),
        Reason = entry.By.Reason ?? "",
    };

    private static ControlEntry Read(Proto.ControlEntry entry) => new(
        entry.Clock,
        entry.Writer,
        entry.HasWeight ? Weight(entry.Weight) : null,
        entry.Paused,
        new ControlStamp(entry.Who, Time(entry.When), entry.Reason.Length == 0 ? null : entry.Reason));

    private static double Weight(double percent) => percent is >= 0 and <= 100
        ? percent
        : throw new InvalidDataException($"A weight is a percentage from 0 to 100; {percent} is not.");

    private static DateTimeOffset Time(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new InvalidDataException("A change was made before or after all time.");
}
