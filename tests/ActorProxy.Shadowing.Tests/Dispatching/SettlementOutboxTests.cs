using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Dispatching;
using Google.Protobuf;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class SettlementOutboxTests
{
    private readonly SettlementOutbox _outbox = new();

    [Fact]
    public void Add_saysTrueOnceUntilTaken()
    {
        Assert.True(Add("edge", 1, 1));
        Assert.False(Add("edge", 1, 1));
        Assert.False(Add("other", 2, 1));
        Assert.Equal(2, _outbox.Take().Count());

        Assert.True(Add("edge", 1, 1));
    }

    [Fact]
    public void Take_givesOneMessagePerEdge_withFourNumbersPerCopy()
    {
        _outbox.Add(new BatchOrigin("edge", 1, 10), new CopyResult(CopyOutcome.Answered, 503, 1_000, 2_000));
        _outbox.Add(new BatchOrigin("edge", 1, 11), new CopyResult(CopyOutcome.TimedOut, 0, 5, -1));
        _outbox.Add(new BatchOrigin("edge", 1, 10), new CopyResult(CopyOutcome.Answered, 200, long.MaxValue, 3));

        var (settleTo, message) = Assert.Single(_outbox.Take());

        Assert.Equal(("edge", 1UL), (settleTo, message.Edge));
        Assert.Equal([10UL, 11UL], message.Batches.Select(b => b.Batch));
        Assert.Equal([15u, 503u, 1_000u, 2_000u, 15u, 200u, uint.MaxValue, 3u], message.Batches[0].Results);
        Assert.Equal([16u, 0u, 5u, 0u], message.Batches[1].Results);
        Assert.Empty(_outbox.Take());
    }

    [Fact]
    public void Take_saysWhatCameOfComparisons_inTheOrderOfTheCopies_andNothingWhereNoneWas()
    {
        _outbox.Add(new BatchOrigin("edge", 1, 10), new CopyResult(CopyOutcome.Expired, 0, 0, 0));
        _outbox.Add(new BatchOrigin("edge", 1, 10), new CopyResult(CopyOutcome.Answered, 200, 0, 0, ComparisonOutcome.Match));
        _outbox.Add(new BatchOrigin("edge", 1, 10), new CopyResult(CopyOutcome.Answered, 200, 0, 0));
        _outbox.Add(new BatchOrigin("edge", 1, 10), new CopyResult(CopyOutcome.Answered, 200, 0, 0, ComparisonOutcome.NotComparable));
        _outbox.Add(new BatchOrigin("edge", 1, 11), new CopyResult(CopyOutcome.Answered, 200, 0, 0));

        var (_, message) = Assert.Single(_outbox.Take());

        Assert.Equal([0u, 1u, 0u, 5u], message.Batches[0].Comparisons);
        Assert.Empty(message.Batches[1].Comparisons);
    }

    [Fact]
    public void Take_keepsLivesAtOneAddressApart()
    {
        Add("edge", 1, 10);
        Add("edge", 2, 10);

        Assert.Equal([1UL, 2UL], _outbox.Take().Select(m => m.Message.Edge).Order());
    }

    [Fact]
    public void Take_ofVeryMany_makesMessagesOfBoundedSize()
    {
        for (ulong i = 0; i < 20_000; i++) _outbox.Add(new BatchOrigin("edge", 1, i / 100), new CopyResult(CopyOutcome.Answered, 200, uint.MaxValue, uint.MaxValue));

        var messages = _outbox.Take().Select(m => m.Message).ToArray();

        Assert.All(messages, message => Assert.InRange(message.CalculateSize(), 1, 48 * 1024));
        Assert.Equal(80_000, messages.Sum(message => message.Batches.Sum(b => b.Results.Count)));
        Assert.Equal(200, messages.SelectMany(message => message.Batches.Select(b => b.Batch)).Distinct().Count());
    }

    [Fact]
    public async Task Add_whileOthersTake_losesNothing()
    {
        var adding = Task.WhenAll(Enumerable.Range(0, 3).Select(edge => Task.Run(() =>
        {
            for (ulong i = 0; i < 20_000; i++) Add("edge", (ulong)edge, i / 10);
        })));
        var taken = 0;
        while (!adding.IsCompleted) taken += Take();
        await adding;

        Assert.Equal(60_000, taken + Take());

        int Take() => _outbox.Take().Sum(m => m.Message.Batches.Sum(b => b.Results.Count)) / 4;
    }

    private bool Add(string settleTo, ulong edge, ulong batch) =>
        _outbox.Add(new BatchOrigin(settleTo, edge, batch), new CopyResult(CopyOutcome.Answered, 200, 1, 1));
}
