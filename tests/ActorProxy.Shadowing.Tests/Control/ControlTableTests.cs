using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ActorProxy.Shadowing.Tests.Control;

public sealed class ControlTableTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000);

    [Property]
    public Property Merge_isCommutative() => Prop.ForAll(AnyControl.Table.Two().ToArbitrary(), pair =>
        pair.Item1.Merge(pair.Item2).Equals(pair.Item2.Merge(pair.Item1)));

    [Property]
    public Property Merge_isAssociative() => Prop.ForAll(AnyControl.Table.Three().ToArbitrary(), three =>
        three.Item1.Merge(three.Item2).Merge(three.Item3).Equals(three.Item1.Merge(three.Item2.Merge(three.Item3))));

    [Property]
    public Property Merge_isIdempotent() => Prop.ForAll(AnyControl.Table.Two().ToArbitrary(), pair =>
        pair.Item1.Merge(pair.Item1).Equals(pair.Item1) && pair.Item1.Merge(pair.Item2).Merge(pair.Item2).Equals(pair.Item1.Merge(pair.Item2)));

    [Property]
    public Property Equal_tables_haveEqualHashes() => Prop.ForAll(AnyControl.Table.Two().ToArbitrary(), pair =>
        pair.Item1.Merge(pair.Item2).GetHashCode() == pair.Item2.Merge(pair.Item1).GetHashCode());

    [Property]
    public Property With_isNewerThanAllThatWasSeen() => Prop.ForAll(AnyControl.Table.Two().ToArbitrary(), pair =>
    {
        var seen = pair.Item1.Merge(pair.Item2);
        var changed = seen.With(new ControlChange("a", 12.5, true, "me"), writer: 1, Now);

        Assert.Equal(changed, changed.Merge(seen));
        Assert.Equal(changed, seen.Merge(changed));
        Assert.Equal((12.5, true), (changed.ToState().Shadows["a"].Weight, changed.ToState().Shadows["a"].Paused));
    });

    [Property]
    public Property Read_ofAWrittenTable_givesTheTable() => Prop.ForAll(AnyControl.Said.ListOf().ToArbitrary(), changes =>
    {
        var now = Now.AddTicks(1234567);
        var table = changes.Aggregate(ControlTable.Empty, (held, change) => held.With(change, ulong.MaxValue, now));

        Assert.Equal(table, ControlTableCodec.Read(ControlTableCodec.Write(table)));
    });

    [Property]
    public Property History_isTheSame_inWhateverOrderTablesMeet() => Prop.ForAll(AnyControl.Table.Three().ToArbitrary(), three =>
        three.Item1.Merge(three.Item2).Merge(three.Item3).ToState().History
            .SequenceEqual(three.Item3.Merge(three.Item1).Merge(three.Item2).ToState().History));

    [Fact]
    public void History_holdsTheNewestHundred_newestFirst()
    {
        var table = Enumerable.Range(1, 250).Aggregate(
            ControlTable.Empty, (held, i) => held.With(new ControlChange(i % 2 == 0 ? "a" : null, i % 2 == 0 ? i / 10.0 : null, i % 2 == 1, $"n{i}", $"r{i}"), 1, Now));

        var history = table.ToState().History;

        Assert.Equal(Enumerable.Range(151, 100).Reverse().Select(i => $"n{i}"), history.Select(c => c.By.Who));
        Assert.Equal(("a", 25.0, false, "r250"), (history[0].Shadow, history[0].Weight!.Value, history[0].Paused, history[0].By.Reason));
        Assert.Equal((null, null, true), (history[1].Shadow, history[1].Weight, history[1].Paused));
    }

    [Fact]
    public void History_ofALateNode_isFilledIn_andNothingIsTwice()
    {
        var early = ControlTable.Empty.With(new ControlChange("a", 1, null, "first"), 1, Now);
        var (left, right) = (early.With(new ControlChange("a", 2, null, "left"), 1, Now), early.With(new ControlChange("b", null, true, "right"), 2, Now));

        Assert.Equal(["right", "left", "first"], left.Merge(right).Merge(left).ToState().History.Select(c => c.By.Who));
    }

    [Fact]
    public void With_saysOnlyWhatTheChangeSays()
    {
        var table = ControlTable.Empty
            .With(new ControlChange("a", 5, null, "me"), 1, Now)
            .With(new ControlChange("a", null, true, "you", "why"), 1, Now.AddSeconds(1));

        var setting = table.ToState().Shadows["a"];
        Assert.Equal((5, true, "you", "why"), (setting.Weight, setting.Paused, setting.By.Who, setting.By.Reason));

        var back = table.With(new ControlChange("a", double.NaN, false, "me"), 1, Now).ToState().Shadows["a"];
        Assert.Equal((null, false), (back.Weight, back.Paused));
    }

    [Fact]
    public void ToState_ofTheMasterSwitch_isNoShadow()
    {
        var state = ControlTable.Empty.With(new ControlChange(null, null, true, "me", "fire"), 1, Now).ToState();

        Assert.True(state.AllPaused);
        Assert.Equal("fire", state.AllPausedBy!.Reason);
        Assert.Empty(state.Shadows);
        Assert.True(state.IsPaused("anything"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100.01)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Read_ofAWeightThatIsNone_isInvalidData(double weight)
    {
        var message = ControlTableCodec.Write(ControlTable.Empty.With(new ControlChange("a", 5, null, "me"), 1, Now));
        message.Entries[0].Weight = weight;

        Assert.Throws<InvalidDataException>(() => ControlTableCodec.Read(message));
    }

    [Fact]
    public void Read_ofATimeThatIsNone_isInvalidData()
    {
        var message = ControlTableCodec.Write(ControlTable.Empty.With(new ControlChange("a", 5, null, "me"), 1, Now));
        message.Entries[0].When = long.MaxValue;

        Assert.Throws<InvalidDataException>(() => ControlTableCodec.Read(message));
    }
}
