using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Control;

public sealed class ControlStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_760_000_000));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Apply_isInForceWhenItReturns_andIsTold()
    {
        var store = Store();
        var (states, tables) = (new List<ControlState>(), new List<ControlTable>());
        store.Changed += states.Add;
        store.ChangedHere += tables.Add;

        store.Apply(new ControlChange("a", 12.5, null, "me", "why"));

        Assert.Equal(12.5, store.Current.WeightOf("a", 100));
        Assert.Equal(("me", _time.GetUtcNow(), "why"), Stamp(store.Current.Shadows["a"].By));
        Assert.Same(store.Current, Assert.Single(states));
        Assert.Same(store.Table, Assert.Single(tables));

        static (string, DateTimeOffset, string?) Stamp(ControlStamp by) => (by.Who, by.When, by.Reason);
    }

    [Fact]
    public void Apply_ofNaN_goesBackToTheConfiguredWeight()
    {
        var store = Store();
        store.Apply(new ControlChange("a", 5, true, "me"));

        store.Apply(new ControlChange("a", double.NaN, null, "me"));

        Assert.Equal(77, store.Current.WeightOf("a", 77));
        Assert.True(store.Current.IsPaused("a"));
    }

    [Theory]
    [InlineData("a", -0.1)]
    [InlineData("a", 100.1)]
    [InlineData("a", double.PositiveInfinity)]
    [InlineData(null, 50.0)]
    [InlineData(null, double.NaN)]
    public void Apply_ofAWeightThatIsNone_isRefusedAndChangesNothing(string? shadow, double weight)
    {
        var store = Store();
        store.Changed += _ => Assert.Fail("changed");

        Assert.Throws<ArgumentException>(() => store.Apply(new ControlChange(shadow, weight, true, "me")));

        Assert.Equal(ControlTable.Empty, store.Table);
    }

    [Fact]
    public void Apply_ofTheMasterSwitch_pausesEverythingAndLeavesEachShadowsOwnSetting()
    {
        var store = Store();
        store.Apply(new ControlChange("a", null, true, "me"));

        store.Apply(new ControlChange(null, null, true, "me"));
        Assert.True(store.Current.IsPaused("b"));

        store.Apply(new ControlChange(null, null, false, "me"));
        Assert.False(store.Current.IsPaused("b"));
        Assert.True(store.Current.IsPaused("a"));
    }

    [Fact]
    public void Merge_ofNews_isToldButNotReplicatedAgain()
    {
        var (here, there) = (Store(), Store(2));
        there.Apply(new ControlChange("a", 5, null, "them"));
        var told = 0;
        here.Changed += _ => told++;
        here.ChangedHere += _ => Assert.Fail("a change from there is not ours to replicate");

        here.Merge(there.Table);
        here.Merge(there.Table);

        Assert.Equal(1, told);
        Assert.Equal(5, here.Current.WeightOf("a", 100));
    }

    [Fact]
    public void Merge_ofTwoStores_endsInTheSameStateOnBoth()
    {
        var (here, there) = (Store(), Store(2));
        here.Apply(new ControlChange("a", 5, null, "me"));
        there.Apply(new ControlChange("a", 6, null, "them"));
        there.Apply(new ControlChange("b", null, true, "them"));

        var (ours, theirs) = (here.Table, there.Table);
        here.Merge(theirs);
        there.Merge(ours);

        Assert.Equal(here.Table, there.Table);
        Assert.True(here.Current.IsPaused("b"));
    }

    [Fact]
    public void A_storeWithAFile_startsWithWhatItHadAtTheEnd()
    {
        var (store, other) = (Store(1, File()), Store(2));
        store.Apply(new ControlChange("a", 5, null, "me"));
        other.Apply(new ControlChange("b", null, true, "them"));
        store.Merge(other.Table);

        var restarted = Store(3, File());

        Assert.Equal(store.Table, restarted.Table);
        Assert.Equal(5, restarted.Current.WeightOf("a", 100));
        Assert.True(restarted.Current.IsPaused("b"));
    }

    [Fact]
    public void Apply_whileTheDiskFails_isInForce_andIsWrittenOnceTheDiskIsBack()
    {
        var store = new ControlStore(1, _time, new ControlFile(_directory.File("state"), NullLogger.Instance));
        Directory.Delete(_directory.File("state"));
        System.IO.File.WriteAllText(_directory.File("state"), "in the way");

        store.Apply(new ControlChange("a", null, true, "me"));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(store.Current.IsPaused("a"));
        System.IO.File.Delete(_directory.File("state"));
        Directory.CreateDirectory(_directory.File("state"));
        Assert.False(Load().IsPaused("a"));

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(Load().IsPaused("a"));
    }

    private ControlState Load() => new ControlFile(_directory.File("state"), NullLogger.Instance).Load(2, _time).ToState();

    [Fact]
    public async Task Apply_onManyThreads_losesNoChangeAndTellsThemInOrder()
    {
        var store = Store();
        ControlState? last = null;
        store.Changed += state => last = state;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var n = 0; n < 100; n++) store.Apply(new ControlChange($"shadow-{i}", n, null, "me"));
        })));

        Assert.Same(store.Current, last);
        Assert.Equal(8, store.Current.Shadows.Count);
        Assert.All(store.Current.Shadows.Values, setting => Assert.Equal(99, setting.Weight));
    }

    private ControlStore Store(ulong self = 1, ControlFile? file = null) => new(self, _time, file);

    private ControlFile File() => new(_directory.Path, NullLogger.Instance);
}
