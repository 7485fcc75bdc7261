using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Control;

public sealed class ControlFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_withoutAFile_isEmpty_andMakesTheDirectory()
    {
        var file = new ControlFile(_directory.File("deep/er"), NullLogger.Instance);

        Assert.Equal(ControlTable.Empty, file.Load(1, _time));
        Assert.True(Directory.Exists(_directory.File("deep/er")));
    }

    [Fact]
    public void Load_ofASavedTable_givesTheTable()
    {
        var table = ControlTable.Empty
            .With(new ControlChange("a", 12.5, true, "mü@host", "line\n\"two\""), ulong.MaxValue, _time.GetUtcNow())
            .With(new ControlChange(null, null, true, "me"), 2, _time.GetUtcNow());

        File().Save(table);

        Assert.Equal(table, File().Load(1, _time));
    }

    [Fact]
    public void Save_again_replacesTheFileAndLeavesNothingBeside()
    {
        var table = ControlTable.Empty.With(new ControlChange("a", 1, null, "me"), 1, _time.GetUtcNow());
        File().Save(table);
        File().Save(table.With(new ControlChange("a", 2, null, "me"), 1, _time.GetUtcNow()));

        Assert.Equal(2, File().Load(1, _time).ToState().Shadows["a"].Weight);
        Assert.Equal(["control.json"], Directory.GetFiles(_directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Save_interruptedBeforeItsEnd_leavesTheOldFile()
    {
        var table = ControlTable.Empty.With(new ControlChange("a", 1, null, "me"), 1, _time.GetUtcNow());
        File().Save(table);
        System.IO.File.WriteAllText(_directory.File("control.json.new"), "{ \"entr");

        Assert.Equal(table, File().Load(1, _time));
        File().Save(table);
        Assert.Equal(table, File().Load(1, _time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\0\0\0\0")]
    [InlineData("{\"entries\": 7}")]
    [InlineData("{\"entries\": [{\"key\": \"a\", \"clock\": \"x\"}]}")]
    [InlineData("{\"entries\": [{\"key\": \"a\", \"hasWeight\": true, \"weight\": \"NaN\"}]}")]
    [InlineData("{\"entries\": [{\"key\": \"a\", \"hasWeight\": true, \"weight\": 101}]}")]
    [InlineData("{\"entries\": [{\"key\": \"a\", \"when\": \"9223372036854775807\"}]}")]
    [InlineData("{\"entries\": [null]}")]
    public void Load_ofAnUnreadableFile_setsItAsideAndPausesEverything(string content)
    {
        System.IO.File.WriteAllText(_directory.File("control.json"), content);

        var state = File().Load(1, _time).ToState();

        Assert.True(state.AllPaused);
        Assert.Contains("unreadable", state.AllPausedBy!.Reason);
        var aside = Assert.Single(Directory.GetFiles(_directory.Path, "*.corrupt-*"));
        Assert.Equal(content, System.IO.File.ReadAllText(aside));
    }

    [Fact]
    public void Load_ofWhatANewerVersionWrote_readsWhatItKnows()
    {
        System.IO.File.WriteAllText(_directory.File("control.json"), """{"entries": [{"key": "a", "clock": "3", "paused": true, "new": [1]}], "newer": {}}""");

        var state = File().Load(1, _time).ToState();

        Assert.False(state.AllPaused);
        Assert.True(state.IsPaused("a"));
    }

    [Fact]
    public void Load_afterAnUnreadableFile_isStillPausedAtTheNextStart()
    {
        System.IO.File.WriteAllText(_directory.File("control.json"), "?");
        File().Load(1, _time);

        Assert.True(File().Load(2, _time).ToState().AllPaused);
    }

    [Fact]
    public void Save_whereNothingCanBeWritten_doesNotFail()
    {
        var file = new ControlFile(_directory.File("file/below"), NullLogger.Instance);
        System.IO.File.WriteAllText(_directory.File("file"), "in the way");

        Assert.False(file.Save(ControlTable.Empty));
        Assert.Equal("in the way", System.IO.File.ReadAllText(_directory.File("file")));
    }

    [Fact]
    public void Load_whereNoDirectoryCanBe_doesNotFail_andPausesEverything()
    {
        System.IO.File.WriteAllText(_directory.File("file"), "in the way");

        Assert.True(new ControlFile(_directory.File("file/below"), NullLogger.Instance).Load(1, _time).ToState().AllPaused);
    }

    private ControlFile File() => new(_directory.Path, NullLogger.Instance);
}
