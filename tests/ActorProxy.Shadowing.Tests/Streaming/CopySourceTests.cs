using System.Collections.Concurrent;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Streaming;
using ActorProxy.Shadowing.Tests.Support;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Streaming;

public sealed class CopySourceTests : TestKit
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider _time = new();

    private readonly ByteBudget _budget = new(64 * 1024 * 1024);
    private readonly CopyBuffer _buffer;

    public CopySourceTests() => _buffer = new CopyBuffer(_budget, TimeProvider.System);

    [Fact]
    public async Task A_loneCopy_leavesAfterAMoment()
    {
        var (_, queue) = Run();

        Add("/1");

        await Deadline.StaysAsync(() => !_buffer.IsEmpty, TimeSpan.FromMilliseconds(50), "it waits for company");
        Assert.Equal(["/1"], await LingeredAsync(queue));
    }

    [Fact]
    public async Task Copies_ofOneMoment_leaveTogether()
    {
        var (_, queue) = Run();

        for (var i = 0; i < 50; i++) Add($"/{i}");

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"/{i}"), await LingeredAsync(queue));
    }

    [Fact]
    public async Task A_fullBatch_leavesWithoutWaiting()
    {
        var (_, queue) = Run();

        for (var i = 0; i < 6; i++) Add($"/{i}", 10_000);

        Assert.Equal(["/0", "/1", "/2", "/3"], await NextAsync(queue));
    }

    [Fact]
    public async Task A_largeCopy_leavesWithoutWaiting()
    {
        var (_, queue) = Run();

        Add("/large", 100_000);

        Assert.Equal(["/large"], await NextAsync(queue));
    }

    [Fact]
    public async Task What_theBufferHeldBefore_isTaken()
    {
        Add("/before");
        var (_, queue) = Run();

        Assert.Equal(["/before"], await LingeredAsync(queue));
        Add("/after");
        Assert.Equal(["/after"], await LingeredAsync(queue));
    }

    [Fact]
    public async Task Drain_emitsWhatThereIs_andCompletes()
    {
        var (control, queue) = Run();
        for (var i = 0; i < 12; i++) Add($"/{i}", 10_000);

        control.Drain();

        var paths = new List<string>();
        while (await queue.PullAsync().InTime() is { HasValue: true } next) paths.AddRange(next.Value);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"/{i}"), paths);
        Assert.True(_buffer.IsEmpty);
    }

    [Fact]
    public async Task Drain_ofAnEmptyBuffer_completes()
    {
        var (control, queue) = Run();

        control.Drain();

        Assert.False((await queue.PullAsync().InTime()).HasValue);
    }

    [Fact]
    public async Task Stop_completes_andLeavesTheRestToTheNextStream()
    {
        var (control, queue) = Run();
        Add("/1");

        control.Stop();
        Assert.False((await queue.PullAsync().InTime()).HasValue);
        Add("/2");

        var (_, next) = Run();
        Assert.Equal(["/1", "/2"], await LingeredAsync(next));
    }

    [Fact]
    public async Task Without_demand_nothingIsTaken()
    {
        var (_, queue) = Run();
        for (var i = 0; i < 200; i++) Add($"/{i}", 10_000);

        // The sink keeps a few; the rest stays where it is bounded.
        await Deadline.StaysAsync(() => !_buffer.IsEmpty, TimeSpan.FromMilliseconds(200), "the buffer holds what nobody asked for");

        var paths = new List<string>();
        while (paths.Count < 200) paths.AddRange(await LingeredAsync(queue));
        Assert.Equal(200, paths.Distinct().Count());
    }

    [Fact]
    public async Task Many_requests_wakeTheStreamEachTimeItSleeps()
    {
        const int producers = 3, each = 3_000;
        var taken = new ConcurrentBag<string>();
        using var materializer = Sys.Materializer();
        _ = Source.FromGraph(new CopySource<Shipment>(_buffer, shipment => shipment, TimeSpan.FromMilliseconds(1), TimeProvider.System))
            .RunForeach(
                shipment =>
                {
                    foreach (var path in BufferReader.Paths(shipment)) taken.Add(path);
                    _budget.Return(shipment.BudgetBytes);
                },
                materializer);

        await Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                Add($"/{producer}/{i}", i % 300 == 0 ? 60_000 : 0);

                // Now and then all wait until the stream sleeps.
                if (i % 500 == 0) await Deadline.UntilAsync(() => _buffer.IsEmpty, "the buffer is empty");
            }
        })));

        await Deadline.UntilAsync(() => taken.Count == producers * each, "every copy is taken");
        Assert.Equal(producers * each, taken.Distinct().Count());
        Assert.Equal(0, _budget.Used);
    }

    private (ICopySourceControl Control, ISinkQueue<string[]> Queue) Run() =>
        Source.FromGraph(new CopySource<string[]>(_buffer, shipment => [.. BufferReader.Paths(shipment)], Linger, _time))
            .ToMaterialized(Sink.Queue<string[]>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Keep.Both)
            .Run(Sys.Materializer());

    private void Add(string path, int bodyBytes = 0) => Assert.True(_buffer.TryAdd(Requests.Ticket, Requests.Post(new byte[bodyBytes], path)));

    /// <summary>The next batch, while time goes on.</summary>
    private async Task<string[]> LingeredAsync(ISinkQueue<string[]> queue)
    {
        var next = NextAsync(queue);
        await Deadline.UntilAsync(
            () =>
            {
                _time.Advance(Linger);
                return next.IsCompleted;
            },
            "the batch leaves");
        return await next;
    }

    private static async Task<string[]> NextAsync(ISinkQueue<string[]> queue)
    {
        var next = await queue.PullAsync().InTime();
        Assert.True(next.HasValue);
        return next.Value;
    }
}
