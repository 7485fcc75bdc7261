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

public sealed class LaneDeliveryTests : TestKit
{
    private readonly WatchedTime _time = new();
    private readonly ByteBudget _budget = new(10_000_000);
    private readonly ShadowMeter _meter = new();
    private readonly CopyLedger _ledger;
    private readonly ShadowOffer _offer;
    private readonly TestProbe _region;
    private readonly LaneDelivery _delivery;
    private IActorRef _asking = ActorRefs.Nobody;

    public LaneDeliveryTests()
    {
        _ledger = new CopyLedger(_time);
        _offer = new ShadowOffer(Routes.Shadow(settings: new ShadowSettings { MaxAge = TimeSpan.FromSeconds(30) }), _meter, _budget, _time);
        _region = CreateTestProbe();
        _delivery = new LaneDelivery(_region, _ledger, edge: 77, "akka://edge/user/settlements", _time);
    }

    [Fact]
    public async Task Admitted_endsTheDelivery_andTheReportIsWaitedFor()
    {
        var entry = Open([1, 2, 3], copies: 2);
        var delivering = _delivery.DeliverAsync(_offer, 5, entry);

        var batch = await NextAsync();
        Assert.Equal(("shadow/5", 77UL, entry.Id, "akka://edge/user/settlements", 2), (batch.EntityId, batch.Edge, batch.Id, batch.SettleTo, batch.Count));
        Assert.Equal([1, 2, 3], batch.Copies.ToArray());
        Assert.False(batch.IsForwarded);
        Assert.False(delivering.IsCompleted);
        Answer(Admission.Types.Verdict.Admitted);

        await delivering.InTime();
        Assert.Equal((0, 1, 9UL), (_budget.Used, _ledger.Count, entry.AdmittedBy));
        Assert.Equal(0, _meter.Read().Outcomes.Sum());
    }

    [Fact]
    public async Task Busy_isTriedAgainAfterAPauseThatGrows()
    {
        var delivering = _delivery.DeliverAsync(_offer, 0, Open([1], 1));

        foreach (var pause in new[] { 50, 100, 200, 400, 800, 1000, 1000 })
        {
            await NextAsync();
            Answer(Admission.Types.Verdict.Busy);
            await AfterAsync(TimeSpan.FromMilliseconds(pause));
        }

        await NextAsync();
        Answer(Admission.Types.Verdict.Admitted);
        await delivering.InTime();
        Assert.Equal(1, _ledger.Count);
    }

    [Fact]
    public async Task Refused_isUnconfirmed_andNotSentAgain()
    {
        var delivering = _delivery.DeliverAsync(_offer, 0, Open([1], 3));
        await NextAsync();
        Answer(Admission.Types.Verdict.Refused);

        await delivering.InTime();
        AssertEnded(CopyOutcome.Unconfirmed, 3);
        await NoMoreAsync();
    }

    [Fact]
    public async Task A_batchWhoseAdmissionIsNotAnswered_isNeverSentAgain_andMayStillBeReported()
    {
        var entry = Open([1], 3);
        var bytes = _budget.Used;
        var delivering = _delivery.DeliverAsync(_offer, 0, entry);
        await NextAsync();

        // It may lie in a buffer of sharding's, so its bytes count until its end is known.
        await delivering.InTime();
        Assert.Equal((bytes, 1), (_budget.Used, _ledger.Count));
        Assert.True(entry.Bytes.IsEmpty);
        await NoMoreAsync();

        _ledger.Settle(entry.Id, [new(CopyOutcome.Answered, 200, 1, 1), new(CopyOutcome.Answered, 200, 1, 1), new(CopyOutcome.TimedOut, 0, 1, 0)]);
        Assert.Equal(3, _meter.Read().Outcomes.Sum());
        Assert.Equal((0, 0), (_budget.Used, _ledger.Count));
    }

    [Fact]
    public async Task A_batchThatNobodyTakesUntilItIsTooOld_isExpired()
    {
        var delivering = _delivery.DeliverAsync(_offer, 0, Open([1], 3));
        await NextAsync();
        Answer(Admission.Types.Verdict.Busy);

        await AfterAsync(TimeSpan.FromSeconds(30.1));

        await delivering.InTime();
        AssertEnded(CopyOutcome.Expired, 3);
        await NoMoreAsync();
    }

    [Fact]
    public async Task A_batchThatWaitedTooLongForItsLane_isExpiredUnsent()
    {
        var entry = Open([1], 1);
        _time.Advance(TimeSpan.FromSeconds(31));

        await _delivery.DeliverAsync(_offer, 0, entry).InTime();

        AssertEnded(CopyOutcome.Expired, 1);
        await NoMoreAsync();
    }

    [Fact]
    public async Task A_batchThatEndedMeanwhile_isNotSent()
    {
        var (before, between) = (Open([1], 1), Open([1], 1));
        var delivering = _delivery.DeliverAsync(_offer, 0, between);
        await NextAsync();
        Answer(Admission.Types.Verdict.Busy);

        _ledger.AbandonAll();
        await _delivery.DeliverAsync(_offer, 0, before).InTime();
        await AfterAsync(TimeSpan.FromSeconds(1));

        await delivering.InTime();
        AssertEnded(CopyOutcome.Unconfirmed, 2);
        await NoMoreAsync();
    }

    [Fact]
    public async Task A_largeCopy_goesInParts_aFewAtATime()
    {
        const int Parts = LaneDelivery.PartsUnderWay + 2;
        var bytes = Enumerable.Range(0, ((Parts - 1) * CopyBatch.MaxBytes) + 100).Select(i => (byte)(i * 7)).ToArray();
        var entry = Open(bytes, 1, isLarge: true);
        var delivering = _delivery.DeliverAsync(_offer, 2, entry);
        var (arrived, askers) = (new List<byte>(), new Queue<IActorRef>());

        for (var i = 0; i < Parts; i++)
        {
            if (askers.Count == LaneDelivery.PartsUnderWay)
            {
                await NoMoreAsync();
                Admit(askers.Dequeue());
            }

            var batch = await NextAsync();
            askers.Enqueue(_asking);
            Assert.Equal(new CopyPart(i, Parts, bytes.Length), batch.Part);
            Assert.Equal(("shadow/2", entry.Id, 1), (batch.EntityId, batch.Id, batch.Count));
            Assert.InRange(batch.Copies.Length, 1, CopyBatch.MaxBytes);
            Assert.Equal(bytes.Length, _budget.Used);
            arrived.AddRange(batch.Copies.ToArray());
        }

        // Whichever part is answered last.
        foreach (var asker in askers.Reverse())
        {
            Assert.Equal((bytes.Length, 0UL), (_budget.Used, entry.AdmittedBy));
            Admit(asker);
        }

        await delivering.InTime();
        Assert.Equal(bytes, arrived);
        Assert.Equal((0, 1, 9UL), (_budget.Used, _ledger.Count, entry.AdmittedBy));
    }

    [Fact]
    public async Task A_partThatIsBusy_isTriedAgain()
    {
        var delivering = _delivery.DeliverAsync(_offer, 0, Open(new byte[CopyBatch.MaxBytes + 1], 1, isLarge: true));
        Assert.Equal(0, (await NextAsync()).Part!.Index);
        var first = _asking;
        Assert.Equal(1, (await NextAsync()).Part!.Index);
        Admit(_asking);
        _asking = first;
        Answer(Admission.Types.Verdict.Busy);
        await AfterAsync(TimeSpan.FromMilliseconds(50));

        Assert.Equal(0, (await NextAsync()).Part!.Index);
        Answer(Admission.Types.Verdict.Admitted);
        await delivering.InTime();
        Assert.Equal((0, 1), (_budget.Used, _ledger.Count));
    }

    [Fact]
    public async Task A_partThatIsNotAnswered_endsTheCopy_whereTheRestWasNotSent()
    {
        var length = (LaneDelivery.PartsUnderWay + 1) * CopyBatch.MaxBytes;
        var delivering = _delivery.DeliverAsync(_offer, 0, Open(new byte[length], 1, isLarge: true));
        for (var i = 0; i < LaneDelivery.PartsUnderWay; i++) await NextAsync();

        await delivering.InTime();
        AssertEnded(CopyOutcome.Unconfirmed, 1);
        await NoMoreAsync();
    }

    [Fact]
    public async Task A_partThatIsNotAnswered_mayStillArrive_whereAllWereSent()
    {
        var entry = Open(new byte[CopyBatch.MaxBytes + 1], 1, isLarge: true);
        var delivering = _delivery.DeliverAsync(_offer, 0, entry);
        await NextAsync();
        Answer(Admission.Types.Verdict.Admitted);
        await NextAsync();

        await delivering.InTime();
        Assert.Equal((CopyBatch.MaxBytes + 1, 1, 0UL), (_budget.Used, _ledger.Count, entry.AdmittedBy));
        _ledger.Settle(entry.Id, [new CopyResult(CopyOutcome.Answered, 200, 1, 1)]);
        AssertEnded(CopyOutcome.Answered, 1);
    }

    [Fact]
    public async Task An_answerThatIsNone_isUnconfirmed()
    {
        var delivering = _delivery.DeliverAsync(_offer, 0, Open([1], 1));
        await NextAsync();
        _asking.Tell("what?");

        await delivering.InTime();
        AssertEnded(CopyOutcome.Unconfirmed, 1);
    }

    [Fact]
    public async Task NoMoreThanAMegabyte_isOnItsWay_andWhatHasEndedWhileItWaitedIsNotSent()
    {
        const int Fit = WireGates.Limit / CopyBatch.MaxBytes;
        LedgerEntry[] entries = [.. Enumerable.Range(0, Fit + 2).Select(_ => Open(new byte[CopyBatch.MaxBytes], 1))];
        Task[] delivering = [.. entries.Select((entry, lane) => _delivery.DeliverAsync(_offer, lane, entry))];
        for (var i = 0; i < Fit; i++) Assert.Equal(entries[i].Id, (await NextAsync()).Id);
        await NoMoreAsync();

        _ledger.End(entries[Fit], CopyOutcome.Expired);
        Answer(Admission.Types.Verdict.Admitted);

        Assert.Equal(entries[Fit + 1].Id, (await NextAsync()).Id);
        await Task.WhenAll(delivering).InTime();
    }

    private LedgerEntry Open(byte[] bytes, int copies, bool isLarge = false)
    {
        Assert.True(_budget.TryTake(bytes.Length));
        return _ledger.Open(new Shipment(bytes, copies, isLarge, bytes.Length), _meter, _budget, TimeSpan.FromMinutes(1));
    }

    private async Task<CopyBatch> NextAsync()
    {
        var batch = await _region.ExpectMsgAsync<CopyBatch>(Deadline.Limit);
        _asking = _region.Sender;
        return batch;
    }

    private async Task NoMoreAsync() => await _region.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));

    private static void Admit(IActorRef asking) => asking.Tell(new Admission { Verdict = Admission.Types.Verdict.Admitted, NodeUid = 9 });

    private void Answer(Admission.Types.Verdict verdict) => _asking.Tell(new Admission { Verdict = verdict, NodeUid = 9 });

    /// <summary>Lets the pause pass that follows an answer, and checks that nothing is sent before its end.</summary>
    private async Task AfterAsync(TimeSpan pause)
    {
        await _time.AwaitedAsync();
        _time.Advance(pause - TimeSpan.FromMilliseconds(1));
        await _region.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
        _time.Advance(TimeSpan.FromMilliseconds(1));
    }

    private void AssertEnded(CopyOutcome outcome, int copies)
    {
        var counts = _meter.Read();
        Assert.Equal((copies, copies), (counts.Outcomes[(int)outcome], counts.Outcomes.Sum()));
        Assert.Equal((0, 0), (_budget.Used, _ledger.Count));
    }
}
