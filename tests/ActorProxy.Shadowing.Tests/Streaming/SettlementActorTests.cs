using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Streaming;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Streaming;

public sealed class SettlementActorTests : ClusterTestKit
{
    private const ulong Edge = 77;

    private readonly FakeTimeProvider _time = new();
    private readonly ShadowMeter _meter = new();
    private readonly ByteBudget _budget = new(1000);
    private readonly CopyLedger _ledger;
    private readonly IActorRef _settlements;

    public SettlementActorTests()
    {
        _ledger = new CopyLedger(_time);
        _settlements = Sys.ActorOf(SettlementActor.Props(_ledger, Edge), SettlementActor.ActorName);
    }

    [Fact]
    public async Task A_report_settlesItsBatches()
    {
        var (first, second) = (Open(1), Open(2));

        Tell(Edge, (first.Id, [15, 200, 1000, 2000]), (second.Id, [16, 0, 5, 0, 15, 503, 7, 8]));

        await Deadline.UntilAsync(() => _ledger.Count == 0, "both are settled");
        var counts = _meter.Read();
        Assert.Equal((2, 1), (counts.Outcomes[(int)CopyOutcome.Answered], counts.Outcomes[(int)CopyOutcome.TimedOut]));
        Assert.Equal((1007, 2008), (counts.ProductionLatency.SumMicroseconds, counts.ShadowLatency.SumMicroseconds));
    }

    [Fact]
    public async Task Comparisons_areCountedWithTheirCopies_alsoThoseOfANewerVersion()
    {
        var entry = Open(4);
        var batch = new BatchResults { Batch = entry.Id, Results = { 15, 200, 0, 0, 15, 200, 0, 0, 16, 0, 0, 0, 15, 200, 0, 0 }, Comparisons = { 1, 0, 2, 1000 } };

        _settlements.Tell(new Settlement { Edge = Edge, Batches = { batch } });

        await Deadline.UntilAsync(() => _ledger.Count == 0, "all are settled");
        Assert.Equal([1, 1, 0, 0, 1], _meter.Read().Comparisons);
        Assert.Equal(3, Count(CopyOutcome.Answered));
    }

    [Fact]
    public async Task A_reportForAnotherLifeAtThisAddress_isLeftAside()
    {
        var entry = Open(1);

        Tell(Edge + 1, (entry.Id, [15, 200, 0, 0]));
        Tell(Edge, (entry.Id, [16, 0, 0, 0]));

        await Deadline.UntilAsync(() => _ledger.Count == 0, "the batch is settled");
        Assert.Equal(0, Count(CopyOutcome.Answered));
    }

    [Fact]
    public async Task An_outcomeOfANewerVersion_isStillAnEnd()
    {
        Tell(Edge, (Open(1).Id, [1000, 0, 0, 0]));

        await Deadline.UntilAsync(() => Count(CopyOutcome.Unconfirmed) == 1, "the copy has ended");
    }

    [Fact]
    public async Task A_reportThatIsCutShort_settlesWhatItHas()
    {
        var entry = Open(2);

        Tell(Edge, (entry.Id, [15, 200, 0, 0, 15, 200]));

        await Deadline.UntilAsync(() => Count(CopyOutcome.Answered) == 1, "one is settled");
        Assert.Equal(1, _ledger.Count);
    }

    [Fact]
    public async Task A_reportThatNeverComes_isUnconfirmedAfterItsTime()
    {
        Open(3);
        _time.Advance(TimeSpan.FromSeconds(61));

        await Deadline.UntilAsync(() => Count(CopyOutcome.Unconfirmed) == 3, "the batch has expired");
    }

    [Fact]
    public async Task A_nodeThatWasDowned_leavesItsCopiesUnconfirmed()
    {
        var (other, uid) = await JoinedNodeAsync();
        var (there, elsewhere) = (Open(2), Open(1));
        there.Admitted(uid);
        elsewhere.Admitted(uid + 1);

        await other.Terminate();
        Node.Down(Cluster.Get(other).SelfAddress);

        await Deadline.UntilAsync(() => Count(CopyOutcome.Unconfirmed) == 2, "what it had is unconfirmed");
        Assert.Equal(1, _ledger.Count);
    }

    [Fact]
    public async Task A_nodeThatLeft_hasHandedItsCopiesOver()
    {
        var (other, uid) = await JoinedNodeAsync();
        var entry = Open(2);
        entry.Admitted(uid);

        await CoordinatedShutdown.Get(other).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).InTime();
        await Deadline.UntilAsync(() => Node.State.Members.Count == 1, "the node has left");
        await Deadline.StaysAsync(() => _ledger.Count == 1, TimeSpan.FromSeconds(1.5), "its successor's report is waited for");

        Tell(Edge, (entry.Id, [15, 200, 0, 0, 15, 200, 0, 0]));
        await Deadline.UntilAsync(() => _ledger.Count == 0, "the successor reported");
        Assert.Equal(2, Count(CopyOutcome.Answered));
    }

    private LedgerEntry Open(int copies)
    {
        Assert.True(_budget.TryTake(10));
        return _ledger.Open(new Shipment(new byte[10], copies, IsLarge: false, 10), _meter, _budget, TimeSpan.FromMinutes(1));
    }

    private void Tell(ulong edge, params (ulong Batch, uint[] Numbers)[] batches) =>
        _settlements.Tell(new Settlement { Edge = edge, Batches = { batches.Select(b => new BatchResults { Batch = b.Batch, Results = { b.Numbers } }) } });

    private long Count(CopyOutcome outcome) => _meter.Read().Outcomes[(int)outcome];

    private async Task<(ActorSystem System, ulong Uid)> JoinedNodeAsync()
    {
        await JoinSelfAsync();
        var other = AnotherSystem();
        Cluster.Get(other).Join(Node.SelfAddress);
        await Deadline.UntilAsync(() => Node.State.Members.Count(m => m.Status == MemberStatus.Up) == 2, "both are up");
        return (other, (ulong)(uint)Cluster.Get(other).SelfUniqueAddress.Uid);
    }
}
