using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Dispatching;

/// <summary>A lane whose copies go to a baseline as well.</summary>
public sealed class ComparedCopiesTests : IAsyncDisposable, ILaneEvents
{
    private static readonly BatchOrigin Origin = new("edge", 1, 10);

    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
    private readonly PacedShadow _baseline = new();
    private readonly SettlementOutbox _outbox = new();
    private readonly List<(CopyOutcome Outcome, uint Comparison)> _results = [];
    private int _drained;

    public async ValueTask DisposeAsync()
    {
        await _shadow.DisposeAsync();
        await _baseline.DisposeAsync();
    }

    void ILaneEvents.SpaceFreed()
    {
    }

    void ILaneEvents.ResultsReady()
    {
    }

    void ILaneEvents.Drained() => Interlocked.Increment(ref _drained);

    [Fact]
    public async Task A_baselineThatHangs_holdsUpNoOtherCopy()
    {
        var pump = Pump(Deadline.Limit);

        Assert.True(pump.TryAdmit(Origin, Copies(10), always: true));

        // One at a time goes to the shadow; of each only the comparison waits for the baseline. Beyond four nobody asks it any more.
        await Deadline.UntilAsync(() => _shadow.Requests.Count == 10, "all copies are sent");
        await Deadline.UntilAsync(() => Count() == 6, "what is compared without the baseline is compared");
        Assert.Equal(4, _baseline.Arrived);

        pump.Stop();
        Assert.Equal(0, Volatile.Read(ref _drained));
        _baseline.Answer(4);
        await Deadline.UntilAsync(() => Count() == 10, "all have ended");
        await Deadline.UntilAsync(() => Volatile.Read(ref _drained) == 1, "the lane is drained");
        Assert.All(_results, result => Assert.Equal((CopyOutcome.Answered, 1u + (uint)ComparisonOutcome.Match), result));
    }

    [Fact]
    public async Task A_baselineThatAlwaysFails_isLeftAlone_andIsNoFailureOfTheShadow()
    {
        await using var broken = RawShadow.Serving((self, stream) => self.ReadRequestAsync(stream));
        var pump = Pump(Deadline.Limit, maxInFlight: 64, baseline: broken.Port);

        for (var i = 0; i < 4; i++)
        {
            Assert.True(pump.TryAdmit(Origin, Copies(10), always: true));
            await Deadline.UntilAsync(() => Count() == 10 * (i + 1), "these have ended");
        }

        Assert.Equal(CircuitBreaker.FailuresToOpen, broken.Requests.Count);
        Assert.All(_results, result => Assert.Equal(CopyOutcome.Answered, result.Outcome));
    }

    [Fact]
    public async Task The_baseline_getsWhatProductionGot()
    {
        _baseline.Answer();

        Assert.True(Pump(Deadline.Limit).TryAdmit(Origin, Copies(1), always: true));
        await Deadline.UntilAsync(() => Count() == 1, "it is compared");

        Assert.Contains("Host: example.com-shadow", _shadow.Requests.Single().Head);
        Assert.Contains("X-Only: shadow", _shadow.Requests.Single().Head);
        var head = _baseline.Heads.Single();
        Assert.Contains("Host: example.com", head);
        Assert.DoesNotContain("X-Only: shadow", head);
        Assert.Contains("X-ActorProxy-Shadow: shadow", head);
    }

    [Fact]
    public async Task A_copyWithoutAReply_isNotCompared()
    {
        var pump = Pump(Deadline.Limit);

        Assert.True(pump.TryAdmit(Origin, [Requests.Encode(Requests.Get())], always: true));

        await Deadline.UntilAsync(() => Count() == 1, "it has ended");
        Assert.Equal((CopyOutcome.Answered, 0u), Assert.Single(_results));
        Assert.Equal(0, _baseline.Arrived);
    }

    private LanePump Pump(TimeSpan timeout, int maxInFlight = 1, int? baseline = null)
    {
        var services = new FakeServices(_shadow.Port) { Elsewhere = { ["baseline"] = baseline ?? _baseline.Port } };
        var settings = new ShadowSettings
        {
            MaxInFlight = maxInFlight,
            Timeout = timeout,
            RequestHeaders = [new(HeaderMutationKind.Set, "X-Only", "shadow")],
            Compare = new CompareSettings { Baseline = new ServiceTarget("http", "baseline", 80, HasExplicitPort: false) },
        };
        var routes = Routes.Store(Routes.Shadow(settings: settings));
        return new LanePump("shadow", new ShadowTargets(routes, new FakeControl(), services, TimeProvider.System, Records.Create()), _outbox, this, TimeProvider.System);
    }

    private static ReadOnlyMemory<byte>[] Copies(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)Requests.Encode(Requests.Compared("""{"a":1}""", $"/{i}"), Requests.ComparedTicket))];

    private int Count()
    {
        foreach (var (_, message) in _outbox.Take())
        {
            foreach (var batch in message.Batches)
            {
                var outcomes = batch.Results.Chunk(4).Select(numbers => (CopyOutcome)numbers[0]).ToArray();
                _results.AddRange(outcomes.Select((outcome, i) => (outcome, i < batch.Comparisons.Count ? batch.Comparisons[i] : 0)));
            }
        }

        return _results.Count;
    }
}
