using System.Collections.Concurrent;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class LanePumpTests : IAsyncDisposable, ILaneEvents
{
    private static readonly BatchOrigin Origin = new("edge", 1, 10);

    private readonly PacedShadow _shadow = new();
    private readonly FakeControl _control = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_760_000_000));
    private readonly SettlementOutbox _outbox = new();
    private readonly List<CopyOutcome> _outcomes = [];
    private readonly FakeServices _services;
    private readonly RouteTableStore _routes;
    private readonly LanePump _pump;
    private int _spaceFreed;
    private int _resultsReady;
    private int _drained;

    public LanePumpTests()
    {
        _services = new FakeServices(_shadow.Port);
        _routes = Routes.Store(Route());
        _pump = new LanePump("shadow", new ShadowTargets(_routes, _control, _services, _time, Records.Create(_time)), _outbox, this, _time);
    }

    public ValueTask DisposeAsync() => _shadow.DisposeAsync();

    void ILaneEvents.SpaceFreed() => Interlocked.Increment(ref _spaceFreed);

    void ILaneEvents.ResultsReady() => Interlocked.Increment(ref _resultsReady);

    void ILaneEvents.Drained() => Interlocked.Increment(ref _drained);

    [Fact]
    public async Task Copies_areSentInOrder_noMoreUnderWayThanAllowed()
    {
        Assert.True(_pump.TryAdmit(Origin, Copies(5), always: false));

        await Deadline.UntilAsync(() => _shadow.Arrived == 2, "two copies are under way");
        await Deadline.StaysAsync(() => _shadow.Arrived == 2, TimeSpan.FromMilliseconds(200), "two copies are under way");

        _shadow.Answer();
        await Deadline.UntilAsync(() => _shadow.Arrived == 3, "the next copy takes the place of the one that was answered");

        _shadow.Answer(4);
        await OutcomesAsync(5);
        Assert.Equal(["/0", "/1", "/2", "/3", "/4"], _shadow.Paths.Order());
        Assert.All(_outcomes, outcome => Assert.Equal(CopyOutcome.Answered, outcome));
    }

    [Fact]
    public async Task TryAdmit_beyondTheQueue_saysNo_andTellsWhenThereIsRoom()
    {
        Assert.True(_pump.TryAdmit(Origin, Copies(2), always: false));
        await Deadline.UntilAsync(() => _shadow.Arrived == 2, "two copies are under way");
        Assert.True(_pump.TryAdmit(Origin, Copies(4), always: false));

        Assert.False(_pump.TryAdmit(Origin, Copies(1), always: false));
        Assert.True(_pump.TryAdmit(Origin, Copies(1), always: true));
        Assert.Equal(0, _spaceFreed);

        // Five wait, three may: two must go before there is room, and it is told once.
        _shadow.Answer(2);
        await Deadline.UntilAsync(() => Volatile.Read(ref _spaceFreed) == 1, "there is room");
        Assert.True(_pump.TryAdmit(Origin, Copies(1), always: false));
        _shadow.Answer(6);
        await OutcomesAsync(8);
        Assert.Equal(1, _spaceFreed);
    }

    [Fact]
    public async Task TryAdmit_beyondTheBytesOfTheQueue_saysNo()
    {
        Assert.True(_pump.TryAdmit(Origin, Copies(2), always: false));
        await Deadline.UntilAsync(() => _shadow.Arrived == 2, "two copies are under way");

        Assert.True(_pump.TryAdmit(Origin, [Requests.Encode(Requests.Post(new byte[1024 * 1024]), offeredAt: _time.GetUtcNow())], always: false));
        Assert.False(_pump.TryAdmit(Origin, Copies(1), always: false));
    }

    [Fact]
    public async Task A_largerLimit_isInForceForTheNextCopy()
    {
        Assert.True(_pump.TryAdmit(Origin, Copies(4), always: false));
        await Deadline.UntilAsync(() => _shadow.Arrived == 2, "two copies are under way");

        _routes.Swap(Routes.Table(Route(maxInFlight: 10)));
        Assert.True(_pump.TryAdmit(Origin, Copies(1), always: false));

        await Deadline.UntilAsync(() => _shadow.Arrived == 5, "all are under way");
    }

    [Fact]
    public async Task A_copyThatIsTooOld_isExpired()
    {
        var copies = Copies(1);
        _time.Advance(TimeSpan.FromSeconds(30.001));

        await AssertEndAsync(CopyOutcome.Expired, copies);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task A_copysAge_dependsOnItsEdgesClockAlone(int ahead)
    {
        _shadow.Answer();
        var edge = _time.GetUtcNow() + TimeSpan.FromSeconds(ahead);
        ReadOnlyMemory<byte>[] copies = [Requests.Encode(Requests.Get(), offeredAt: edge - TimeSpan.FromSeconds(29))];
        var clock = EdgeClock.Of(Batch((ulong)edge.ToUnixTimeMilliseconds()), _time);

        await AssertEndAsync(CopyOutcome.Answered, copies, clock);
        _time.Advance(TimeSpan.FromMilliseconds(1_001));
        await AssertEndAsync(CopyOutcome.Expired, copies, clock);
    }

    [Fact]
    public void An_edgeThatDoesNotTellItsTime_isTakenByThisClock() => Assert.Null(EdgeClock.Of(Batch(sentAt: 0), _time));

    [Fact]
    public async Task A_pausedShadow_isSentNothing()
    {
        _control.Set(allPaused: false, ("shadow", null, true));

        await AssertEndAsync(CopyOutcome.DroppedPaused, Copies(1));
    }

    [Fact]
    public async Task A_copyOutsideTheWeight_isDropped()
    {
        _control.Set(allPaused: false, ("shadow", 50, false));
        _shadow.Answer();

        await AssertEndAsync(CopyOutcome.DroppedWeight, [Copy(0.5)]);
        await AssertEndAsync(CopyOutcome.Answered, [Copy(0.4999)]);
        Assert.Equal(1, _shadow.Arrived);
    }

    [Fact]
    public async Task A_mappingThatIsGone_isUnknown()
    {
        _routes.Swap(Routes.Table());

        await AssertEndAsync(CopyOutcome.UnknownMapping, Copies(3));
    }

    [Fact]
    public Task A_copyThatCannotBeRead_isAReset() => AssertEndAsync(CopyOutcome.Reset, [new byte[] { 0xFF }]);

    [Fact]
    public async Task A_shadowThatIsNotThere_opensTheCircuit_andOneCopyClosesIt()
    {
        _services.Ports = [];
        for (var i = 0; i < CircuitBreaker.FailuresToOpen; i++) await AssertEndAsync(CopyOutcome.ConnectFailed, Copies(1));

        await AssertEndAsync(CopyOutcome.DroppedCircuitOpen, Copies(3));

        _services.Ports = [_shadow.Port];
        _shadow.Answer(2);
        _time.Advance(TimeSpan.FromSeconds(1));
        await AssertEndAsync(CopyOutcome.Answered, Copies(1));
        await AssertEndAsync(CopyOutcome.Answered, Copies(1));
    }

    [Fact]
    public void Stop_ofAnIdleLane_isDrainedAtOnce()
    {
        Assert.Empty(_pump.Stop());

        Assert.Equal(1, _drained);
    }

    [Fact]
    public async Task Stop_givesBackWhatWasNotSent_andIsDrainedWithTheLastReply()
    {
        Assert.True(_pump.TryAdmit(Origin, Copies(5), always: false));
        await Deadline.UntilAsync(() => _shadow.Arrived == 2, "two copies are under way");

        var rest = _pump.Stop();

        Assert.Equal(["/2", "/3", "/4"], rest.Select(c => Requests.Text(Shadowing.Copies.Copy.Decode(c.Encoded).PathAndQuery)));
        Assert.All(rest, copy => Assert.Equal(Origin, copy.Origin));
        _shadow.Answer();
        await OutcomesAsync(1);
        Assert.Equal(0, _drained);
        _shadow.Answer();
        await OutcomesAsync(2);
        await Deadline.UntilAsync(() => Volatile.Read(ref _drained) == 1, "the lane is drained");
        Assert.Equal(2, _shadow.Arrived);
    }

    [Fact]
    public async Task Results_areToldWithTheirBatch_onceUntilTheyAreTaken()
    {
        _control.Set(allPaused: true);
        Assert.True(_pump.TryAdmit(Origin, Copies(2), always: false));
        Assert.True(_pump.TryAdmit(Origin with { Batch = 11 }, Copies(1), always: false));
        await Deadline.UntilAsync(() => _pump.TryAdmit(Origin, [], always: false) && Volatile.Read(ref _resultsReady) > 0, "there are results");

        var results = new ConcurrentDictionary<ulong, int>();
        await Deadline.UntilAsync(
            () =>
            {
                foreach (var (_, message) in _outbox.Take())
                {
                    foreach (var batch in message.Batches) results.AddOrUpdate(batch.Batch, batch.Results.Count / 4, (_, n) => n + (batch.Results.Count / 4));
                }

                return results.Values.Sum() == 3;
            },
            "all results come");

        Assert.Equal((2, 1), (results[10], results[11]));
    }

    [Fact]
    public async Task Many_producersAndReplies_loseNothing()
    {
        _routes.Swap(Routes.Table(Route(maxInFlight: 16)));
        _shadow.Answer(2_000);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++) Assert.True(_pump.TryAdmit(Origin, Copies(5), always: true));
        })));

        await OutcomesAsync(2_000);
        Assert.All(_outcomes, outcome => Assert.Equal(CopyOutcome.Answered, outcome));
        Assert.Equal(2_000, _shadow.Arrived);
    }

    private static ShadowRoute Route(int maxInFlight = 2) => Routes.Shadow(settings: new ShadowSettings { MaxInFlight = maxInFlight, Timeout = Deadline.Limit });

    private ReadOnlyMemory<byte>[] Copies(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)Requests.Encode(Requests.Get($"/{i}"), offeredAt: _time.GetUtcNow()))];

    private ReadOnlyMemory<byte> Copy(double samplePoint) => Requests.Encode(Requests.Get(), new CopyTicket(samplePoint, null), _time.GetUtcNow());

    private static CopyBatch Batch(ulong sentAt) =>
        new() { Mapping = "shadow", Lane = 0, Edge = 1, Id = 10, SettleTo = "edge", Count = 0, Copies = default, SentAt = sentAt };

    private async Task AssertEndAsync(CopyOutcome expected, ReadOnlyMemory<byte>[] copies, EdgeClock? clock = null)
    {
        _outcomes.Clear();
        Assert.True(_pump.TryAdmit(Origin, copies, always: true, clock));
        await OutcomesAsync(copies.Length);
        Assert.All(_outcomes, outcome => Assert.Equal(expected, outcome));
    }

    private Task OutcomesAsync(int count) => Deadline.UntilAsync(
        () =>
        {
            foreach (var (_, message) in _outbox.Take())
            {
                foreach (var batch in message.Batches) _outcomes.AddRange(batch.Results.Chunk(4).Select(numbers => (CopyOutcome)numbers[0]));
            }

            return _outcomes.Count == count;
        },
        $"{count} copies have ended");
}
