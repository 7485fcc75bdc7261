using System.Collections.Concurrent;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Streaming;
using ActorProxy.Shadowing.Tests.Support;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;

namespace ActorProxy.Shadowing.Tests.Streaming;

public sealed class CopyStreamTests : TestKit
{
    private readonly ByteBudget _budget = new(64 * 1024 * 1024);
    private readonly ShadowMeter _meter = new();
    private readonly CopyLedger _ledger = new(TimeProvider.System);
    private readonly CopyBuffer _buffer;
    private readonly ConcurrentDictionary<int, ConcurrentQueue<TaskCompletionSource>> _underWay = new();

    public CopyStreamTests() => _buffer = new CopyBuffer(_budget, TimeProvider.System);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Each_lane_hasItsWindowUnderWay_andNoMore(int lanes)
    {
        Run(lanes);
        AddLarge(50);

        await Deadline.UntilAsync(() => UnderWay() == lanes * CopyStream.Window, "every lane's window is full");
        await Deadline.StaysAsync(() => UnderWay() == lanes * CopyStream.Window, TimeSpan.FromMilliseconds(200), "every lane's window is full");

        Assert.All(_underWay.Values, lane => Assert.Equal(CopyStream.Window, lane.Count));
        Assert.False(_buffer.IsEmpty);
    }

    [Fact]
    public async Task A_laneThatNeverAnswers_doesNotHoldUpTheOthers()
    {
        Run(3, lane => lane == 0);
        AddLarge(100);

        // Lane 0 keeps its window, and perhaps one that it was given in advance.
        await Deadline.UntilAsync(() => _buffer.IsEmpty && Done() >= 97, "the others deliver the rest");
        Assert.Equal(CopyStream.Window, _underWay[0].Count);
        Assert.InRange(Done(), 97, 98);
    }

    [Fact]
    public async Task Drain_completesWhenTheLastDeliveryHas()
    {
        var (control, completion) = Run(2, _ => true);
        AddLarge(3);
        await Deadline.UntilAsync(() => UnderWay() == 3, "all are under way");

        control.Drain();
        await Deadline.StaysAsync(() => !completion.IsCompleted, TimeSpan.FromMilliseconds(100), "the stream waits for its deliveries");
        foreach (var delivery in _underWay.Values.SelectMany(lane => lane)) delivery.SetResult();

        await completion.InTime();
    }

    [Fact]
    public async Task What_leavesTheBuffer_isInTheLedger()
    {
        Run(1, _ => true);
        AddLarge(2);

        await Deadline.UntilAsync(() => UnderWay() == 2, "both are under way");
        Assert.Equal(2, _ledger.Count);
    }

    private int _done;

    /// <summary>Runs a stream whose deliveries end at once, or never on lanes that hang.</summary>
    private (ICopySourceControl Control, Task<Done> Completion) Run(int lanes, Func<int, bool>? hangs = null) => CopyStream.Create(
        _buffer,
        shipment => _ledger.Open(shipment, _meter, _budget, TimeSpan.FromMinutes(1)),
        lanes,
        (lane, entry) =>
        {
            if (hangs is null || hangs(lane))
            {
                var delivery = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _underWay.GetOrAdd(lane, _ => []).Enqueue(delivery);
                return delivery.Task;
            }

            Interlocked.Increment(ref _done);
            return Task.CompletedTask;
        },
        TimeProvider.System).Run(Sys.Materializer());

    private int UnderWay() => _underWay.Values.Sum(lane => lane.Count);

    private int Done() => Volatile.Read(ref _done);

    /// <summary>Copies that make a shipment each.</summary>
    private void AddLarge(int count)
    {
        for (var i = 0; i < count; i++) Assert.True(_buffer.TryAdd(Requests.Ticket, Requests.Post(new byte[50_000])));
    }
}
