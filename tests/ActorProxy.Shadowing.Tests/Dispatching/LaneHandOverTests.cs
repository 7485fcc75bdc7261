using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Copy = ActorProxy.Shadowing.Copies.Copy;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;

namespace ActorProxy.Shadowing.Tests.Dispatching;

/// <summary>A lane that moves: what it has not sent goes to its next place, what is under way is settled from here, nothing is lost.</summary>
public sealed class LaneHandOverTests : ClusterTestKit, IAsyncLifetime
{
    private readonly PacedShadow _shadow = new();
    private readonly TestProbe _edge;
    private readonly TestProbe _settlements;
    private readonly TestProbe _successor;

    public LaneHandOverTests() => (_edge, _settlements, _successor) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());

    /// <summary>The next place of every lane is a probe.</summary>
    public async Task InitializeAsync()
    {
        await JoinSelfAsync();
        ClusterSharding.Get(Sys).Start(
            ShadowDispatcherActor.TypeName, ForwardingActor.Props(_successor), ClusterShardingSettings.Create(Sys).WithRole("shadow"), new LaneExtractor());
    }

    public async Task DisposeAsync() => await _shadow.DisposeAsync();

    [Fact]
    public async Task HandOff_passesOnWhatWasNotSent_settlesWhatIsUnderWay_andStops()
    {
        var dispatcher = await BusyDispatcherAsync();
        Watch(dispatcher);

        dispatcher.Tell(LaneHandOff.Instance);

        var forwarded = new List<(ulong Batch, string Path)>();
        while (forwarded.Count < 5)
        {
            var batch = await _successor.ExpectMsgAsync<CopyBatch>(Deadline.Limit);
            Assert.True(batch.IsForwarded);
            Assert.Equal((PathOf(_settlements), 3UL), (batch.SettleTo, batch.Edge));
            forwarded.AddRange(CopyBatch.Split(batch.Copies).Select(c => (batch.Id, Requests.Text(Copy.Decode(c).PathAndQuery))));
        }

        Assert.Equal([(1UL, "/2"), (1UL, "/3"), (2UL, "/0"), (2UL, "/1"), (2UL, "/2")], forwarded.Order());
        await _settlements.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        _shadow.Answer(2);
        var settlement = await _settlements.ExpectMsgAsync<Settlement>(Deadline.Limit);
        var results = settlement.Batches.Single();
        Assert.Equal((1UL, 8), (results.Batch, results.Results.Count));
        Assert.All(results.Results.Chunk(4), numbers => Assert.Equal((uint)CopyOutcome.Answered, numbers[0]));
        await ExpectTerminatedAsync(dispatcher, Deadline.Limit);
        Assert.Equal(2, _shadow.Arrived);
    }

    [Fact]
    public async Task HandOff_givesBackWhatWaits_andTurnsAwayWhatComes()
    {
        var dispatcher = await BusyDispatcherAsync();
        dispatcher.Tell(Batch(8, 1), _edge);

        dispatcher.Tell(LaneHandOff.Instance);
        dispatcher.Tell(Batch(9, 1), _edge);

        foreach (var id in new ulong[] { 8, 9 })
        {
            var answer = await _edge.ExpectMsgAsync<Admission>(Deadline.Limit);
            Assert.Equal((Admission.Types.Verdict.Busy, id), (answer.Verdict, answer.Batch));
        }
    }

    [Fact]
    public async Task HandOff_passesOnWhatIsForwardedToItMeanwhile()
    {
        var dispatcher = await BusyDispatcherAsync();
        dispatcher.Tell(LaneHandOff.Instance);

        dispatcher.Tell(Batch(70, 1, forwarded: true), _edge);

        await _successor.FishForMessageAsync<CopyBatch>(batch => batch.Id == 70, Deadline.Limit);
    }

    [Fact]
    public async Task HandOff_ofAnIdleLane_stopsAtOnce()
    {
        var dispatcher = Dispatcher();
        Watch(dispatcher);

        dispatcher.Tell(LaneHandOff.Instance);

        await ExpectTerminatedAsync(dispatcher, Deadline.Limit);
    }

    [Fact]
    public async Task HandOff_ofALargeCopy_passesItOnInParts()
    {
        var dispatcher = await BusyDispatcherAsync();
        var whole = Requests.Encode(Requests.Post(new byte[120_000], "/large"));
        var parts = whole.Chunk(CopyBatch.MaxBytes).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            dispatcher.Tell(Batch(60, parts[i], 1, new CopyPart(i, parts.Length, whole.Length)), _edge);
            Assert.Equal(Admission.Types.Verdict.Admitted, (await _edge.ExpectMsgAsync<Admission>(Deadline.Limit)).Verdict);
        }

        dispatcher.Tell(LaneHandOff.Instance);

        var assembler = new PartAssembler(TimeProvider.System);
        byte[]? arrived = null;
        while (arrived is null)
        {
            var batch = await _successor.ExpectMsgAsync<CopyBatch>(Deadline.Limit);
            if (batch.Id == 60) arrived = assembler.Add(batch);
        }

        Assert.Equal(whole, arrived);
    }

    [Fact]
    public async Task HandOff_ofAnOrderedLane_givesItsCopiesBackToTheirEdge_afterTheReportOfThoseThatWereSent()
    {
        var dispatcher = Dispatcher(new KeySource(KeyKind.ClientAddress));
        var packed = Requests.Pack([.. Enumerable.Range(0, 5).Select(i => (ReadOnlyMemory<byte>)Requests.Encode(Requests.Get($"/{i}"), new CopyTicket(0, (ulong)(i % 2))))]);
        dispatcher.Tell(Batch(1, packed, 5), _edge);
        await _edge.ExpectMsgAsync<Admission>(Deadline.Limit);
        await Deadline.UntilAsync(() => _shadow.Arrived == 1, "one copy of the one key there is, as 0 and 1 are the same on the wire, is under way");

        dispatcher.Tell(LaneHandOff.Instance);
        dispatcher.Tell(Batch(2, 1), _edge);
        Assert.Equal(Admission.Types.Verdict.Busy, (await _edge.ExpectMsgAsync<Admission>(Deadline.Limit)).Verdict);
        _shadow.Answer(10);

        var settlement = await _settlements.ExpectMsgAsync<Settlement>(Deadline.Limit);
        Assert.Equal(4, settlement.Batches.Single().Results.Count);
        var returned = await _settlements.ExpectMsgAsync<Return>(Deadline.Limit);
        Assert.Equal((3UL, 1UL), (returned.Edge, returned.Batch));
        Assert.Equal([1u, 2u, 3u, 4u], returned.Copies);
        await _successor.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, _shadow.Arrived);
    }

    /// <summary>Two copies of batch 1 under way, two of it and three of batch 2 in the queue.</summary>
    private async Task<IActorRef> BusyDispatcherAsync()
    {
        var dispatcher = Dispatcher();
        foreach (var (id, copies) in new[] { (1UL, 4), (2UL, 3) })
        {
            dispatcher.Tell(Batch(id, copies), _edge);
            Assert.Equal(Admission.Types.Verdict.Admitted, (await _edge.ExpectMsgAsync<Admission>(Deadline.Limit)).Verdict);
            await Deadline.UntilAsync(() => _shadow.Arrived == 2, "two copies are under way");
        }

        return dispatcher;
    }

    private IActorRef Dispatcher(KeySource? orderBy = null)
    {
        var routes = Routes.Store(Routes.Shadow(settings: new ShadowSettings { MaxInFlight = 2, Timeout = Deadline.Limit, OrderBy = orderBy }));
        var targets = new ShadowTargets(routes, new FakeControl(), new FakeServices(_shadow.Port), TimeProvider.System, Records.Create());
        return Sys.ActorOf(ShadowDispatcherActor.Props("shadow/0", new DispatcherServices(targets, TimeProvider.System)));
    }

    private CopyBatch Batch(ulong id, int copies, bool forwarded = false)
    {
        var packed = Requests.Pack([.. Enumerable.Range(0, copies).Select(i => (ReadOnlyMemory<byte>)Requests.Encode(Requests.Get($"/{i}")))]);
        return new CopyBatch
        {
            Mapping = "shadow", Lane = 0, Edge = 3, Id = id, SettleTo = PathOf(_settlements), Count = copies, Copies = packed, IsForwarded = forwarded,
        };
    }

    private CopyBatch Batch(ulong id, byte[] data, int copies, CopyPart? part = null) => new()
    {
        Mapping = "shadow", Lane = 0, Edge = 3, Id = id, SettleTo = PathOf(_settlements), Count = copies, Copies = data, Part = part,
    };
}
