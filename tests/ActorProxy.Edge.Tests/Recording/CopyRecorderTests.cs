using ActorProxy.Edge.Recording;
using ActorProxy.Edge.Tests.Support;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Edge.Tests.Recording;

public sealed class CopyRecorderTests
{
    private static readonly CopyTraits Post = new() { Method = "POST" };

    private readonly object _body = new();
    private readonly FakeOffer _offer = new();
    private readonly CopyRecorder _recorder = new();

    [Fact]
    public void The_copy_waits_for_both_the_body_and_the_answer_in_either_order()
    {
        foreach (var answerFirst in new[] { true, false })
        {
            Begin();
            if (answerFirst)
                Answer();
            else
                _recorder.CompleteBody(_body);
            Assert.True(_offer.IsSilent);
            Assert.Equal(answerFirst, _recorder.WaitsForBody);

            if (answerFirst)
                _recorder.CompleteBody(_body);
            else
                Answer();
            Assert.False(_offer.IsSilent);
            _recorder.End();
            Drain();
        }

        Assert.All(_offer.Ends, ends => Assert.Equal(1, ends));
    }

    [Fact]
    public async Task Only_the_first_answer_counts()
    {
        Begin();
        Answer(0);
        Answer(200);
        _recorder.CompleteBody(_body);
        _recorder.End();

        Assert.Equal(0, (await _offer.NextCopyAsync()).ProductionStatus);
        Assert.True(_offer.IsSilent);
    }

    [Fact]
    public async Task What_is_missing_at_the_end_ends_as_aborted()
    {
        Begin();
        _recorder.Append(_body, "part"u8);
        Answer();
        _recorder.End();

        Assert.Equal(CopyOutcome.Aborted, await _offer.NextGivenUpAsync());
        Assert.Equal((true, 0L), (_offer.IsSilent, _offer.Reserved));
    }

    [Fact]
    public async Task A_body_of_an_earlier_request_is_not_taken_for_this_ones()
    {
        Begin();
        _recorder.End();
        Assert.Equal(CopyOutcome.Aborted, await _offer.NextGivenUpAsync());

        var earlier = _body;
        var now = new object();
        _recorder.Begin(BodyFraming.Chunked, null);
        _recorder.Ask(_offer, Post);
        _recorder.Expect(now);
        _recorder.Append(earlier, "late"u8);
        _recorder.CompleteBody(earlier);
        _recorder.Append(now, "mine"u8);
        _recorder.CompleteBody(now);
        Answer();

        Assert.Equal("mine"u8.ToArray(), (await _offer.NextCopyAsync()).Body);
    }

    [Fact]
    public async Task A_length_over_the_limit_is_given_up_before_a_byte_is_recorded()
    {
        _offer.MaxBodyBytes = 99;

        _recorder.Begin(BodyFraming.ContentLength, 100);
        _recorder.Ask(_offer, Post);

        Assert.False(_recorder.IsOpen);
        Assert.Equal(CopyOutcome.BodyTooLarge, await _offer.NextGivenUpAsync());
        Assert.Equal(0, _offer.Reserved);
    }

    [Fact]
    public void Memory_is_reserved_as_the_body_grows_and_given_back_at_its_end()
    {
        Begin();
        _recorder.Append(_body, new byte[10]);
        var small = _offer.Reserved;
        _recorder.Append(_body, new byte[200_000]);
        var large = _offer.Reserved;

        Assert.InRange(small, 10, 4096);
        Assert.InRange(large, 200_010, 400_000);
        _recorder.End();
        Assert.Equal(0, _offer.Reserved);
    }

    [Fact]
    public async Task A_copy_that_runs_out_of_budget_does_not_touch_the_others()
    {
        var rich = new FakeOffer();
        _offer.Budget = 5000;
        _recorder.Begin(BodyFraming.Chunked, null);
        _recorder.Ask(_offer, Post);
        _recorder.Ask(rich, Post);
        _recorder.Expect(_body);

        _recorder.Append(_body, new byte[3000]);
        _recorder.Append(_body, new byte[30_000]);
        _recorder.CompleteBody(_body);
        Answer();
        _recorder.End();

        Assert.Equal(CopyOutcome.DroppedBufferFull, await _offer.NextGivenUpAsync());
        Assert.Equal(33_000, (await rich.NextCopyAsync()).Body.Length);
        Assert.Equal((0L, 0L), (_offer.Reserved, rich.Reserved));
    }

    [Fact]
    public async Task Steps_from_two_threads_end_every_ticket_exactly_once()
    {
        for (var round = 0; round < 2000; round++)
        {
            var body = new object();
            _recorder.Begin(BodyFraming.Chunked, null);
            _recorder.Ask(_offer, Post);
            _recorder.Expect(body);
            var cut = round % 3 == 0;
            var reading = Task.Run(() =>
            {
                _recorder.Append(body, "some"u8);
                if (!cut)
                    _recorder.CompleteBody(body);
            });
            Answer();
            if (round % 2 == 0)
                await reading;
            _recorder.End();
            await reading;
        }

        Assert.Equal((2000L, 2000), (_offer.Wanted, _offer.Ends.Count));
        Assert.All(_offer.Ends, ends => Assert.Equal(1, ends));
        Assert.Equal(0, _offer.Reserved);
    }

    private void Begin()
    {
        _recorder.Begin(BodyFraming.Chunked, null);
        _recorder.Ask(_offer, Post);
        _recorder.Expect(_body);
    }

    private void Answer(int status = 200) =>
        _recorder.Answer(new SentRequest(new HttpRequestMessage(), "/", "a"), new ProductionAnswer(status, TimeSpan.Zero));

    private void Drain()
    {
        while (!_offer.IsSilent)
            _ = _offer.NextCopyAsync();
    }
}
