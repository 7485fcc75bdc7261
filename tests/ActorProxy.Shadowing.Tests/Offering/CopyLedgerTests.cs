using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Offering;

public sealed class CopyLedgerTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly ShadowMeter _meter = new();
    private readonly ByteBudget _budget = new(1_000_000);
    private readonly CopyLedger _ledger;

    public CopyLedgerTests() => _ledger = new CopyLedger(_time);

    [Fact]
    public void Open_givesEachBatchANumberOfItsOwn()
    {
        var (first, second) = (Open(1), Open(1));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(2, _ledger.Count);
        Assert.Equal(200, _budget.Used);
    }

    [Fact]
    public void Settle_ofAllCopies_countsThemAndForgetsTheBatch()
    {
        var entry = Open(3);

        _ledger.Settle(entry.Id, [Answered(200), Answered(503), Ended(CopyOutcome.TimedOut)]);

        Assert.Equal((2, 1), (Count(CopyOutcome.Answered), Count(CopyOutcome.TimedOut)));
        Assert.Equal([200, 503], _meter.Read().Statuses.Keys);
        AssertClosed(3);
    }

    [Fact]
    public void Settle_inPieces_keepsTheBatchUntilTheLast()
    {
        var entry = Open(3);

        _ledger.Settle(entry.Id, [Answered(200)]);
        _ledger.Settle(entry.Id, [Answered(200)]);
        Assert.Equal(1, _ledger.Count);
        Assert.Equal(2, Total());

        _ledger.Settle(entry.Id, [Answered(200)]);
        AssertClosed(3);
    }

    [Fact]
    public void Settle_ofMoreThanThereWas_countsEachCopyOnce()
    {
        var entry = Open(2);

        _ledger.Settle(entry.Id, [Answered(200), Answered(200), Answered(200)]);
        _ledger.Settle(entry.Id, [Answered(200)]);

        Assert.Equal(2, Count(CopyOutcome.Answered));
        AssertClosed(2);
    }

    [Fact]
    public void Settle_ofAnUnknownBatch_countsNothing()
    {
        _ledger.Settle(77, [Answered(200)]);

        Assert.Equal(0, Total());
    }

    [Fact]
    public void End_afterAPartialSettlement_countsTheRest()
    {
        var entry = Open(5);
        _ledger.Settle(entry.Id, [Answered(200), Answered(200)]);

        _ledger.End(entry, CopyOutcome.Expired);

        Assert.Equal((2, 3), (Count(CopyOutcome.Answered), Count(CopyOutcome.Expired)));
        AssertClosed(5);
    }

    [Fact]
    public void End_twice_countsOnce()
    {
        var entry = Open(5);

        _ledger.End(entry, CopyOutcome.Expired);
        _ledger.End(entry, CopyOutcome.Unconfirmed);

        Assert.Equal((5, 0), (Count(CopyOutcome.Expired), Count(CopyOutcome.Unconfirmed)));
        AssertClosed(5);
    }

    [Fact]
    public void Expire_endsWhatHasWaitedItsLifetime_andNothingElse()
    {
        Open(2);
        _time.Advance(TimeSpan.FromSeconds(5));
        Open(3);

        _time.Advance(TimeSpan.FromSeconds(4.9));
        _ledger.Expire();
        Assert.Equal(0, Total());

        _time.Advance(TimeSpan.FromSeconds(0.1));
        _ledger.Expire();
        Assert.Equal(2, Count(CopyOutcome.Unconfirmed));

        _time.Advance(TimeSpan.FromSeconds(5));
        _ledger.Expire();
        AssertClosed(5);
    }

    [Fact]
    public void NodeIsGone_endsWhatItHadAdmitted_andNothingElse()
    {
        var (here, there, nowhere) = (Open(1), Open(2), Open(4));
        here.Admitted(11);
        there.Admitted(22);

        _ledger.NodeIsGone(22);

        Assert.Equal(2, Count(CopyOutcome.Unconfirmed));
        Assert.Equal(2, _ledger.Count);
        _ledger.Settle(here.Id, [Answered(200)]);
        _ledger.Settle(nowhere.Id, [Answered(200), Answered(200), Answered(200), Answered(200)]);
        AssertClosed(7);
    }

    [Fact]
    public void Settle_afterTheEnd_isLeftAside()
    {
        var entry = Open(2);
        entry.Admitted(22);
        _ledger.NodeIsGone(22);

        _ledger.Settle(entry.Id, [Answered(200), Answered(200)]);

        Assert.Equal((0, 2), (Count(CopyOutcome.Answered), Count(CopyOutcome.Unconfirmed)));
        AssertClosed(2);
    }

    [Fact]
    public void AbandonAll_endsEverything()
    {
        Open(1);
        Open(2).Admitted(3);

        _ledger.AbandonAll();

        Assert.Equal(3, Count(CopyOutcome.Unconfirmed));
        AssertClosed(3);
    }

    [Fact]
    public void Admitted_returnsTheBytesOnce_andKeepsTheBatch()
    {
        var entry = Open(1);

        entry.Admitted(5);
        entry.Release();
        Assert.Equal(0, _budget.Used);
        Assert.Equal(1, _ledger.Count);

        _ledger.Settle(entry.Id, [Answered(200)]);
        AssertClosed(1);
    }

    [Fact]
    public void Admitted_letsGoOfTheBytes()
    {
        var entry = Open(1);
        Assert.Equal(100, entry.Bytes.Length);

        entry.Admitted(5);

        Assert.True(entry.Bytes.IsEmpty);
    }

    [Fact]
    public async Task Whatever_happensAtTheSameTime_eachCopyIsCountedOnceAndEachByteReturnedOnce()
    {
        const int rounds = 3_000;
        var offered = 0;
        for (var round = 0; round < rounds; round++)
        {
            var entry = Open(7);
            entry.Admitted(9);
            offered += 7;
            Action[] rivals =
            [
                () => _ledger.Settle(entry.Id, [Answered(200), Answered(200), Answered(200)]),
                () => _ledger.Settle(entry.Id, [Answered(200), Answered(200), Answered(200), Answered(200), Answered(200)]),
                () => _ledger.NodeIsGone(9),
                () => _ledger.End(entry, CopyOutcome.Expired),
                _ledger.AbandonAll,
                entry.Release,
                entry.Adrift,
            ];
            await Task.WhenAll(rivals.Skip(round % 3).Select(Task.Run));
        }

        _ledger.AbandonAll();
        AssertClosed(offered);
    }

    private LedgerEntry Open(int copies)
    {
        Assert.True(_budget.TryTake(100));
        return _ledger.Open(new Shipment(new byte[100], copies, IsLarge: false, 100), _meter, _budget, Lifetime);
    }

    private void AssertClosed(long copies)
    {
        Assert.Equal(0, _ledger.Count);
        Assert.Equal(copies, Total());
        Assert.Equal(0, _budget.Used);
    }

    private long Total() => _meter.Read().Outcomes.Sum();

    private long Count(CopyOutcome outcome) => _meter.Read().Outcomes[(int)outcome];

    private static CopyResult Answered(int status) => new(CopyOutcome.Answered, status, 10, 20);

    private static CopyResult Ended(CopyOutcome outcome) => new(outcome, 0, 10, 0);
}
