using ActorProxy.Pbm.Shell;

namespace ActorProxy.Pbm.Tests.Shell;

public sealed class LineHistoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pbm-history-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string HistoryFile => Path.Combine(_directory, "state", "history");

    [Fact]
    public void Lines_come_back_in_a_later_session_and_only_the_owner_can_read_them()
    {
        var first = new LineHistory(HistoryFile);
        first.Add("one");
        first.Add("one");
        first.Add("two");

        var second = new LineHistory(HistoryFile);

        Assert.Equal(("two", "one", null), (second.Older(""), second.Older(""), second.Older("")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(HistoryFile));
    }

    [Fact]
    public void The_file_is_cut_to_the_last_lines_before_it_grows_large()
    {
        var history = new LineHistory(HistoryFile);
        for (var i = 0; i < 1001; i++)
            history.Add($"line {i}");

        var kept = File.ReadAllLines(HistoryFile);
        Assert.Equal((500, "line 1000"), (kept.Length, kept[^1]));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_no_reason_not_to_work()
    {
        File.WriteAllText(Path.Combine(_directory, "state"), "a file where a directory should be");
        var history = new LineHistory(HistoryFile);
        history.Add("one");
        Assert.Equal("one", history.Older(""));
    }
}
