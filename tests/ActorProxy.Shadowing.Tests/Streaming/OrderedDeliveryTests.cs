using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Streaming;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;

namespace ActorProxy.Shadowing.Tests.Streaming;

/// <summary>A lane whose copies are in order: nothing goes ahead of what a moving dispatcher gives back.</summary>
public sealed class OrderedDeliveryTests : TestKit
{
    private readonly ByteBudget _budget = new(10_000_000);
    private readonly ShadowMeter _meter = new();
    private readonly CopyLedger _ledger = new(TimeProvider.System);
    private readonly ShadowOffer _offer;
    private readonly TestProbe _region;
    private readonly LaneDelivery _delivery;

    public OrderedDeliveryTests()
    {
        var settings = new ShadowSettings { OrderBy = new KeySource(KeyKind.ClientAddress) };
        _offer = new ShadowOffer(Routes.Shadow(settings: settings), _meter, _budget, TimeProvider.System);
        _region = CreateTestProbe();
        _delivery = new LaneDelivery(_region, _ledger, edge: 77, "akka://edge/user/settlements", TimeProvider.System);
    }

    [Fact]
    public async Task A_delivery_endsWithTheReportOfItsLastCopy()
    {
        var entry = Open(3);
        var delivering = _delivery.DeliverAsync(_offer, 0, entry);
        await AdmitAsync();

        _ledger.Settle(entry.Id, Answered(2));
        await Deadline.StaysAsync(() => !delivering.IsCompleted, TimeSpan.FromMilliseconds(100), "the last copy is waited for");
        Assert.Equal(entry.Bytes.Length, _budget.Used);

        _ledger.Settle(entry.Id, Answered(1));
        await delivering.InTime();
        Assert.Equal((0, 0), (_budget.Used, _ledger.Count));
    }

    [Fact]
    public async Task What_comesBack_isSentAgain_andNothingElseOfIt()
    {
        var entry = Open(5);
        var delivering = _delivery.DeliverAsync(_offer, 0, entry);
        Assert.Equal(["/0", "/1", "/2", "/3", "/4"], Paths(await AdmitAsync()));

        _ledger.Settle(entry.Id, Answered(2));
        _ledger.Return(entry.Id, [1, 3, 4]);
        var second = await AdmitAsync();
        Assert.Equal((entry.Id, 3), (second.Id, second.Count));
        Assert.Equal(["/1", "/3", "/4"], Paths(second));

        // The lane moves once more; positions are those of the batch as it was sent last.
        _ledger.Settle(entry.Id, Answered(1));
        _ledger.Return(entry.Id, [1, 2]);
        Assert.Equal(["/3", "/4"], Paths(await AdmitAsync()));

        _ledger.Settle(entry.Id, Answered(2));
        await delivering.InTime();
        Assert.Equal(5, _meter.Read().Outcomes[(int)CopyOutcome.Answered]);
        Assert.Equal((0, 0), (_budget.Used, _ledger.Count));
    }

    [Fact]
    public async Task A_batchThatEndsMeanwhile_endsItsDelivery()
    {
        var entry = Open(2);
        var delivering = _delivery.DeliverAsync(_offer, 0, entry);
        await AdmitAsync();

        _ledger.AbandonAll();

        await delivering.InTime();
        Assert.Equal(2, _meter.Read().Outcomes[(int)CopyOutcome.Unconfirmed]);
    }

    [Fact]
    public async Task A_returnOfABatchThatHasEnded_sendsNothing()
    {
        var entry = Open(2);
        var delivering = _delivery.DeliverAsync(_offer, 0, entry);
        await AdmitAsync();
        _ledger.AbandonAll();

        _ledger.Return(entry.Id, [0, 1]);

        await delivering.InTime();
        await _region.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    private LedgerEntry Open(int copies)
    {
        var bytes = Requests.Pack([.. Enumerable.Range(0, copies).Select(i => (ReadOnlyMemory<byte>)Requests.Encode(Requests.Get($"/{i}")))]);
        Assert.True(_budget.TryTake(bytes.Length));
        return _ledger.Open(new Shipment(bytes, copies, IsLarge: false, bytes.Length), _meter, _budget, TimeSpan.FromMinutes(1));
    }

    private async Task<CopyBatch> AdmitAsync()
    {
        var batch = await _region.ExpectMsgAsync<CopyBatch>(Deadline.Limit);
        _region.Sender.Tell(new Admission { Verdict = Admission.Types.Verdict.Admitted, NodeUid = 9 });
        return batch;
    }

    private static IEnumerable<string> Paths(CopyBatch batch) => BufferReader.Paths(new Shipment(batch.Copies, batch.Count, IsLarge: false, 0));

    private static CopyResult[] Answered(int copies) => [.. Enumerable.Repeat(new CopyResult(CopyOutcome.Answered, 200, 1, 1), copies)];
}
