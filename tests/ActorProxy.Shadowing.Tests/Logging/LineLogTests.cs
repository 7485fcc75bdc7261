using System.Text;
using ActorProxy.Shadowing.Logging;
using ActorProxy.Shadowing.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Shadowing.Tests.Logging;

public sealed class LineLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string LogFile => _directory.File("access.log");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Lines_areAddedToTheEndOfTheFile_inOrder()
    {
        await File.WriteAllTextAsync(LogFile, "earlier\n");

        await using (var log = LineLog.Open(LogFile, NullLogger.Instance))
        {
            for (var i = 0; i < 1000; i++) Assert.True(log.TryAdd(Line(i)));
        }

        string[] expected = ["earlier", .. Enumerable.Range(0, 1000).Select(i => $"{i}")];
        Assert.Equal(expected, await File.ReadAllLinesAsync(LogFile));
    }

    [Fact]
    public async Task Lines_appear_withoutWaitingForMore()
    {
        await using var log = LineLog.Open(LogFile, NullLogger.Instance);
        log.TryAdd(Line(1));

        await Deadline.UntilAsync(() => log.Written == 1, "the line is written");
        Assert.Equal("1\n", await File.ReadAllTextAsync(LogFile));
    }

    [Fact]
    public async Task A_fileThatWasMovedAway_isMadeAnew_whenAskedTo()
    {
        await using (var log = LineLog.Open(LogFile, NullLogger.Instance))
        {
            log.TryAdd(Line(1));
            await Deadline.UntilAsync(() => log.Written == 1, "the first line is written");
            File.Move(LogFile, LogFile + ".1");
            log.Reopen();
            log.TryAdd(Line(2));
        }

        Assert.Equal("1\n", await File.ReadAllTextAsync(LogFile + ".1"));
        Assert.Equal("2\n", await File.ReadAllTextAsync(LogFile));
    }

    [Fact]
    public async Task Lines_beyondTheBound_areDroppedAndCounted_withoutWaiting()
    {
        using var stuck = new StuckStream();
        await using var log = new LineLog("stuck", stuck, NullLogger.Instance);
        log.TryAdd(Line(0));
        await stuck.Entered.Task.InTime();

        var taken = Enumerable.Range(0, LineLog.MostWaiting + 10).Count(i => log.TryAdd(Line(i)));

        Assert.Equal((LineLog.MostWaiting, 10), (taken, log.Dropped));
        stuck.Gate.Set();
        await Deadline.UntilAsync(() => log.Written == LineLog.MostWaiting + 1, "what waited is written");
    }

    [Fact]
    public async Task A_fileThatCannotBeWritten_dropsAndCounts_untilItCan()
    {
        await using var log = LineLog.Open("/dev/full", NullLogger.Instance);
        for (var i = 1; i <= 3; i++)
        {
            log.TryAdd(Line(i));
            await Deadline.UntilAsync(() => log.Dropped == i, "the line is dropped");
        }

        Assert.Equal(0, log.Written);
    }

    [Fact]
    public void A_fileThatCannotBeOpened_isAnError() =>
        Assert.Throws<DirectoryNotFoundException>(() => LineLog.Open(_directory.File("nowhere/x.log"), NullLogger.Instance));

    private static byte[] Line(int i) => Encoding.ASCII.GetBytes($"{i}\n");

    private sealed class StuckStream : MemoryStream
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim Gate { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Entered.TrySetResult();
            Gate.Wait();
        }

        protected override void Dispose(bool disposing)
        {
            Gate.Set();
            base.Dispose(disposing);
        }
    }
}
