using System.Text;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Offering;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class ReplyCaptureTests
{
    private readonly ByteBudget _budget = new(16 * 1024);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Read_ofAReplyUpToTheLimit_isComplete()
    {
        using var capture = new ReplyCapture(10, _budget, _time);
        Fill(capture, "abcd", "efghij");

        var reply = capture.Read(headSuffices: false);

        Assert.Equal((ReplyEnd.Complete, 202, "abcdefghij"), (reply.End, reply.Status, Encoding.ASCII.GetString(reply.Body.Span)));
        Assert.Equal(TimeSpan.FromMilliseconds(7), reply.Latency);
        Assert.True(_budget.Used > 0);
    }

    [Fact]
    public void Read_ofALongerReply_isTruncated_andHoldsNothing()
    {
        using var capture = new ReplyCapture(9, _budget, _time);
        Fill(capture, "abcd", "efghij", "k");

        Assert.Equal((ReplyEnd.Truncated, 202, 0), (capture.Read(false).End, capture.Read(false).Status, capture.Read(false).Body.Length));
        Assert.Equal(0, _budget.Used);
    }

    [Fact]
    public void Read_withoutRoomInTheBudget_isTruncated()
    {
        using var capture = new ReplyCapture(1_000_000, _budget, _time);
        Fill(capture, new string('a', 10_000), new string('b', 10_000));

        Assert.Equal(ReplyEnd.Truncated, capture.Read(false).End);
        Assert.Equal(0, _budget.Used);
    }

    [Theory]
    [InlineData(CopyOutcome.TimedOut, ReplyEnd.TimedOut)]
    [InlineData(CopyOutcome.ConnectFailed, ReplyEnd.ConnectFailed)]
    [InlineData(CopyOutcome.Reset, ReplyEnd.Reset)]
    public void Read_ofAFailure_isThatFailure(CopyOutcome outcome, ReplyEnd expected)
    {
        using var capture = new ReplyCapture(10, _budget, _time);
        capture.Begin();
        Conclude(capture, outcome, after: TimeSpan.FromSeconds(1));

        Assert.Equal((expected, TimeSpan.FromSeconds(1)), (capture.Read(true).End, capture.Read(true).Latency));
    }

    [Fact]
    public void Read_ofAnEndlessReplyWhoseHeadSuffices_isTruncated()
    {
        using var capture = new ReplyCapture(10, _budget, _time);
        Head(capture);
        Conclude(capture, CopyOutcome.TimedOut, after: TimeSpan.FromSeconds(3));

        Assert.Equal(ReplyEnd.TimedOut, capture.Read(headSuffices: false).End);
        Assert.Equal(ReplyEnd.Truncated, capture.Read(headSuffices: true).End);
    }

    [Fact]
    public void Dispose_givesTheMemoryBackOnce()
    {
        var capture = new ReplyCapture(10_000, _budget, _time);
        Fill(capture, new string('a', 5_000));

        capture.Dispose();
        capture.Dispose();

        Assert.Equal(0, _budget.Used);
    }

    [Fact]
    public void Read_ofAHeadThatIsNone_isAReset_evenWhereAHeadSuffices()
    {
        using var capture = new ReplyCapture(10, _budget, _time);
        Head(capture);
        capture.Conclude(new CopyResult(CopyOutcome.Reset, 0, 0, 0));

        Assert.Equal(ReplyEnd.Reset, capture.Read(headSuffices: true).End);
    }

    [Fact]
    public void Read_hasHeadersAndTrailersAsTheyCame()
    {
        using var capture = new ReplyCapture(10, _budget, _time);
        Head(capture);
        capture.Header("Set-Cookie"u8, "a=1"u8);
        capture.Header("set-cookie"u8, "b=\xE9"u8);
        capture.Trailer("grpc-status"u8, "0"u8);
        Conclude(capture, CopyOutcome.Answered, after: TimeSpan.Zero);

        var reply = capture.Read(headSuffices: false);

        Assert.Equal([KeyValuePair.Create("Set-Cookie", "a=1"), KeyValuePair.Create("set-cookie", "b=\u00C3\u00A9")], reply.Headers);
        Assert.Equal([KeyValuePair.Create("grpc-status", "0")], reply.Trailers);
    }

    private void Fill(ReplyCapture capture, params string[] pieces)
    {
        Head(capture);
        foreach (var piece in pieces) capture.Body(Encoding.ASCII.GetBytes(piece));
        Conclude(capture, CopyOutcome.Answered, after: TimeSpan.FromSeconds(1));
    }

    private void Head(ReplyCapture capture)
    {
        capture.Begin();
        _time.Advance(TimeSpan.FromMilliseconds(7));
        capture.Status(202);
    }

    private void Conclude(ReplyCapture capture, CopyOutcome outcome, TimeSpan after)
    {
        _time.Advance(after);
        capture.Conclude(new CopyResult(outcome, 202, 0, 0));
    }
}
