using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Offering;

public sealed class CopyBufferWakeUpTests : ICopyBufferReader
{
    private readonly ByteBudget _budget = new(10 * 1024 * 1024);
    private readonly CopyBuffer _buffer;
    private readonly List<string> _calls = [];

    public CopyBufferWakeUpTests()
    {
        _buffer = new CopyBuffer(_budget, TimeProvider.System);
        _buffer.AttachReader(this);
    }

    void ICopyBufferReader.OnFirst() => _calls.Add("first");

    void ICopyBufferReader.OnFull() => _calls.Add("full");

    [Fact]
    public void Nobody_isCalled_whoDoesNotWait()
    {
        AddSmall();
        AddLarge();

        Assert.Empty(_calls);
    }

    [Fact]
    public void Await_onAnEmptyBuffer_isAnsweredByTheFirstCopyOnce()
    {
        _buffer.Await();
        Assert.Empty(_calls);

        AddSmall();
        AddSmall();

        Assert.Equal(["first"], _calls);
    }

    [Fact]
    public void Await_isAnsweredAgain_whenABatchIsFullMeanwhile()
    {
        _buffer.Await();
        for (var i = 0; i < 6; i++) AddMiddling();

        Assert.Equal(["first", "full"], _calls);
    }

    [Fact]
    public void Await_isAnsweredByALargeCopyAtOnce()
    {
        _buffer.Await();

        AddLarge();
        AddLarge();

        Assert.Equal(["full"], _calls);
    }

    [Fact]
    public void Await_onABufferThatHoldsACopy_isAnsweredAtOnce()
    {
        AddSmall();

        _buffer.Await();

        Assert.Equal(["first"], _calls);
    }

    [Fact]
    public void Await_onABufferThatHoldsAFullBatch_isAnsweredAtOnce()
    {
        AddLarge();

        _buffer.Await();

        Assert.Equal(["full"], _calls);
    }

    [Fact]
    public void StopAwaiting_endsTheCalls()
    {
        _buffer.Await();
        _buffer.StopAwaiting();

        AddSmall();

        Assert.Empty(_calls);
    }

    [Fact]
    public void AttachReader_ofAnother_leavesTheFirstOneAlone()
    {
        _buffer.Await();
        _buffer.AttachReader(null);

        AddSmall();
        AddLarge();

        Assert.Empty(_calls);
    }

    private void AddSmall() => Assert.True(_buffer.TryAdd(Requests.Ticket, Requests.Get()));

    private void AddMiddling() => Assert.True(_buffer.TryAdd(Requests.Ticket, Requests.Post(new byte[10_000])));

    private void AddLarge() => Assert.True(_buffer.TryAdd(Requests.Ticket, Requests.Post(new byte[100_000])));
}
