using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.TestKit;
using Microsoft.Extensions.Time.Testing;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class ShadowDispatcherActorTests : ClusterTestKit, IAsyncLifetime
{
    private readonly PacedShadow _shadow = new();
    private readonly FakeControl _control = new();
    private readonly RouteTableStore _routes = Routes.Store(Routes.Shadow(settings: new ShadowSettings { MaxInFlight = 2, Timeout = Deadline.Limit }));
    private readonly TestProbe _edge;
    private readonly TestProbe _settlements;

    public ShadowDispatcherActorTests() => (_edge, _settlements) = (CreateTestProbe(), CreateTestProbe());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _shadow.DisposeAsync();

    [Fact]
    public async Task A_batch_isAdmittedSentAndSettled()
    {
        _shadow.Answer(2);
        var dispatcher = Dispatcher();

        dispatcher.Tell(Batch(7, 2), _edge);

        var answer = await AnswerAsync();
        Assert.Equal((Admission.Types.Verdict.Admitted, 7UL, Node.SelfAddress.ToString()), (answer.Verdict, answer.Batch, answer.Node));
        Assert.Equal((ulong)(uint)Node.SelfUniqueAddress.Uid, answer.NodeUid);
        Assert.Equal([(7UL, CopyOutcome.Answered), (7UL, CopyOutcome.Answered)], await ResultsAsync(2));
    }

    [Fact]
    public async Task A_batchOfANewerVersion_isRefused()
    {
        var batch = new CopyBatch { Version = 2, Mapping = "shadow", Lane = 0, Edge = 3, Id = 7, SettleTo = "s", Count = 1, Copies = default };

        Dispatcher().Tell(batch, _edge);

        Assert.Equal(Admission.Types.Verdict.Refused, (await AnswerAsync()).Verdict);
    }

    [Fact]
    public async Task A_batchThatCannotBeRead_isRefused_andTheLaneGoesOn()
    {
        var dispatcher = Dispatcher();
        dispatcher.Tell(Batch(1, new byte[] { 0x7A, 0x7F }, 1), _edge);
        Assert.Equal(Admission.Types.Verdict.Refused, (await AnswerAsync()).Verdict);

        dispatcher.Tell(Batch(2, new byte[10], 1, new CopyPart(0, 3, 20)), _edge);
        Assert.Equal(Admission.Types.Verdict.Refused, (await AnswerAsync()).Verdict);

        dispatcher.Tell(Batch(3, 1), _edge);
        Assert.Equal(Admission.Types.Verdict.Admitted, (await AnswerAsync()).Verdict);
    }

    [Fact]
    public async Task A_batchForAFullLane_isAdmittedOnceThereIsRoom()
    {
        var dispatcher = Dispatcher(new FakeTimeProvider());
        await FillAsync(dispatcher);

        dispatcher.Tell(Batch(50, 1), _edge);
        await _edge.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));

        _shadow.Answer(5);
        var answer = await AnswerAsync();
        Assert.Equal((Admission.Types.Verdict.Admitted, 50UL), (answer.Verdict, answer.Batch));
    }

    [Fact]
    public async Task A_batchForALaneThatStaysFull_isTurnedAwayAfterASecond_andIsNotSent()
    {
        var dispatcher = Dispatcher();
        await FillAsync(dispatcher);

        dispatcher.Tell(Batch(50, 1), _edge);
        dispatcher.Tell(Batch(51, 1), _edge);

        Assert.Equal((Admission.Types.Verdict.Busy, 50UL), await AnswerAsync() is var first ? (first.Verdict, first.Batch) : default);
        Assert.Equal((Admission.Types.Verdict.Busy, 51UL), await AnswerAsync() is var second ? (second.Verdict, second.Batch) : default);
        _shadow.Answer(100);
        await ResultsAsync(7);
        await Deadline.StaysAsync(() => _shadow.Arrived == 7, TimeSpan.FromMilliseconds(200), "only what was admitted is sent");
    }

    [Fact]
    public async Task A_batchThatCannotBeRead_isRefusedWhenItsTurnComes_andThoseBehindItAreAdmitted()
    {
        var dispatcher = Dispatcher(new FakeTimeProvider());
        await FillAsync(dispatcher);

        dispatcher.Tell(Batch(50, 1), _edge);
        dispatcher.Tell(Batch(51, new byte[] { 0x7A, 0x7F }, 1), _edge);
        dispatcher.Tell(Batch(52, 1), _edge);
        _shadow.Answer(100);

        var answers = new[] { await AnswerAsync(), await AnswerAsync(), await AnswerAsync() };
        Assert.Equal(
            [(50UL, Admission.Types.Verdict.Admitted), (51UL, Admission.Types.Verdict.Refused), (52UL, Admission.Types.Verdict.Admitted)],
            answers.Select(answer => (answer.Batch, answer.Verdict)));
        Assert.All(await ResultsAsync(9), result => Assert.Equal(CopyOutcome.Answered, result.Outcome));
    }

    [Fact]
    public async Task A_forwardedBatch_isTakenByAFullLaneToo_andNobodyIsAnswered()
    {
        var dispatcher = Dispatcher();
        await FillAsync(dispatcher);

        dispatcher.Tell(Forwarded(50, 3), _edge);

        _shadow.Answer(100);
        var results = await ResultsAsync(10);
        Assert.Equal(3, results.Count(r => r.Batch == 50));
        await _edge.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_mappingThatTheNodeHasNotReadYet_makesTheEdgeWait_andIsUnknownAfterAWhile()
    {
        var time = new FakeTimeProvider();
        _routes.Swap(Routes.Table());
        var dispatcher = Dispatcher(time);

        dispatcher.Tell(Batch(1, 1), _edge);
        Assert.Equal(Admission.Types.Verdict.Busy, (await AnswerAsync()).Verdict);
        time.Advance(TimeSpan.FromSeconds(4.9));
        dispatcher.Tell(Batch(1, 1), _edge);
        Assert.Equal(Admission.Types.Verdict.Busy, (await AnswerAsync()).Verdict);

        time.Advance(TimeSpan.FromSeconds(0.2));
        dispatcher.Tell(Batch(1, 1), _edge);
        Assert.Equal(Admission.Types.Verdict.Admitted, (await AnswerAsync()).Verdict);
        Assert.Equal([(1UL, CopyOutcome.UnknownMapping)], await ResultsAsync(1));
    }

    [Fact]
    public async Task A_mappingThatIsReadMeanwhile_isSentTo()
    {
        var table = _routes.Current;
        _routes.Swap(Routes.Table());
        _shadow.Answer();
        var dispatcher = Dispatcher();
        dispatcher.Tell(Batch(1, 1), _edge);
        Assert.Equal(Admission.Types.Verdict.Busy, (await AnswerAsync()).Verdict);

        _routes.Swap(table);
        dispatcher.Tell(Batch(1, 1), _edge);

        Assert.Equal(Admission.Types.Verdict.Admitted, (await AnswerAsync()).Verdict);
        Assert.Equal([(1UL, CopyOutcome.Answered)], await ResultsAsync(1));
    }

    [Fact]
    public async Task A_largeCopy_isPutTogetherFromItsParts()
    {
        _shadow.Answer();
        var dispatcher = Dispatcher();
        var whole = Requests.Encode(Requests.Post(new byte[100_000], "/large"));
        var parts = whole.Chunk(CopyBatch.MaxBytes).ToArray();

        for (var i = 0; i < parts.Length; i++)
        {
            dispatcher.Tell(Batch(9, parts[i], 1, new CopyPart(i, parts.Length, whole.Length)), _edge);
            Assert.Equal(Admission.Types.Verdict.Admitted, (await AnswerAsync()).Verdict);
        }

        Assert.Equal([(9UL, CopyOutcome.Answered)], await ResultsAsync(1));
        Assert.Equal(["/large"], _shadow.Paths);
    }

    [Fact]
    public async Task Results_goToTheEdgeThatWaitsForThem()
    {
        _shadow.Answer(2);
        var other = CreateTestProbe();
        var dispatcher = Dispatcher();

        dispatcher.Tell(Batch(1, 1), _edge);
        dispatcher.Tell(Batch(2, 1, settleTo: other), _edge);

        Assert.Equal([(1UL, CopyOutcome.Answered)], await ResultsAsync(1));
        var settlement = await other.ExpectMsgAsync<Settlement>(Deadline.Limit);
        Assert.Equal((3UL, 2UL), (settlement.Edge, settlement.Batches.Single().Batch));
    }

    [Fact]
    public async Task A_laneThatStopsWithoutHandOver_tellsThatItsQueueIsLost()
    {
        var dispatcher = Dispatcher();
        await FillAsync(dispatcher);

        Sys.Stop(dispatcher);

        Assert.All(await ResultsAsync(5), result => Assert.Equal(CopyOutcome.Unconfirmed, result.Outcome));
        _shadow.Answer(100);
        await Deadline.StaysAsync(() => _shadow.Arrived == 2, TimeSpan.FromMilliseconds(200), "nothing more is sent");
    }

    /// <summary>Two copies under way and five in the queue, which has room for four.</summary>
    private async Task FillAsync(IActorRef dispatcher)
    {
        dispatcher.Tell(Batch(1, 2), _edge);
        await AnswerAsync();
        await Deadline.UntilAsync(() => _shadow.Arrived == 2, "two copies are under way");
        dispatcher.Tell(Batch(2, 5), _edge);
        await AnswerAsync();
    }

    /// <summary>A dispatcher; by a clock that stands still no batch waits too long for room.</summary>
    private IActorRef Dispatcher(TimeProvider? time = null)
    {
        var targets = new ShadowTargets(_routes, _control, new FakeServices(_shadow.Port), TimeProvider.System, Records.Create());
        return Sys.ActorOf(ShadowDispatcherActor.Props("shadow/0", new DispatcherServices(targets, time ?? TimeProvider.System)));
    }

    private CopyBatch Batch(ulong id, int copies, TestProbe? settleTo = null) => Batch(id, Copies(copies), copies, settleTo: settleTo);

    private CopyBatch Batch(ulong id, byte[] copies, int count, CopyPart? part = null, TestProbe? settleTo = null) => new()
    {
        Mapping = "shadow", Lane = 0, Edge = 3, Id = id, SettleTo = PathOf(settleTo ?? _settlements), Count = count, Copies = copies, Part = part,
    };

    private CopyBatch Forwarded(ulong id, int copies) => new()
    {
        Mapping = "shadow", Lane = 0, Edge = 3, Id = id, SettleTo = PathOf(_settlements), Count = copies, Copies = Copies(copies), IsForwarded = true,
    };

    private static byte[] Copies(int count) =>
        Requests.Pack([.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)Requests.Encode(Requests.Get($"/{i}")))]);

    private async Task<Admission> AnswerAsync() => await _edge.ExpectMsgAsync<Admission>(Deadline.Limit);

    private async Task<IReadOnlyList<(ulong Batch, CopyOutcome Outcome)>> ResultsAsync(int count)
    {
        var results = new List<(ulong, CopyOutcome)>();
        while (results.Count < count)
        {
            var settlement = await _settlements.ExpectMsgAsync<Settlement>(Deadline.Limit);
            Assert.Equal(3UL, settlement.Edge);
            foreach (var batch in settlement.Batches) results.AddRange(batch.Results.Chunk(4).Select(numbers => (batch.Batch, (CopyOutcome)numbers[0])));
        }

        Assert.Equal(count, results.Count);
        return results;
    }
}
