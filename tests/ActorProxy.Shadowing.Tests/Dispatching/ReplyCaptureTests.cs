using System.Net;
using System.Text;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class ReplyCaptureTests : IDisposable
{
    private readonly ByteBudget _budget = new(16 * 1024);
    private readonly HttpResponseMessage _message = new(HttpStatusCode.Accepted);

    public void Dispose() => _message.Dispose();

    [Fact]
    public void Read_ofAReplyUpToTheLimit_isComplete()
    {
        using var capture = new ReplyCapture(10, _budget);
        Fill(capture, "abcd", "efghij");

        var reply = capture.Read(headSuffices: false);

        Assert.Equal((ReplyEnd.Complete, 202, "abcdefghij"), (reply.End, reply.Status, Encoding.ASCII.GetString(reply.Body.Span)));
        Assert.Equal(TimeSpan.FromMilliseconds(7), reply.Latency);
        Assert.True(_budget.Used > 0);
    }

    [Fact]
    public void Read_ofALongerReply_isTruncated_andHoldsNothing()
    {
        using var capture = new ReplyCapture(9, _budget);
        Fill(capture, "abcd", "efghij", "k");

        Assert.Equal((ReplyEnd.Truncated, 202, 0), (capture.Read(false).End, capture.Read(false).Status, capture.Read(false).Body.Length));
        Assert.Equal(0, _budget.Used);
    }

    [Fact]
    public void Read_withoutRoomInTheBudget_isTruncated()
    {
        using var capture = new ReplyCapture(1_000_000, _budget);
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
        using var capture = new ReplyCapture(10, _budget);
        capture.Conclude(outcome, TimeSpan.FromSeconds(1));

        Assert.Equal((expected, TimeSpan.FromSeconds(1)), (capture.Read(true).End, capture.Read(true).Latency));
    }

    [Fact]
    public void Read_ofAnEndlessReplyWhoseHeadSuffices_isTruncated()
    {
        using var capture = new ReplyCapture(10, _budget);
        capture.Begin(_message, TimeSpan.FromMilliseconds(7));
        capture.Conclude(CopyOutcome.TimedOut, TimeSpan.FromSeconds(3));

        Assert.Equal(ReplyEnd.TimedOut, capture.Read(headSuffices: false).End);
        Assert.Equal(ReplyEnd.Truncated, capture.Read(headSuffices: true).End);
    }

    [Fact]
    public void Dispose_givesTheMemoryBackOnce()
    {
        var capture = new ReplyCapture(10_000, _budget);
        Fill(capture, new string('a', 5_000));

        capture.Dispose();
        capture.Dispose();

        Assert.Equal(0, _budget.Used);
    }

    private void Fill(ReplyCapture capture, params string[] pieces)
    {
        capture.Begin(_message, TimeSpan.FromMilliseconds(7));
        foreach (var piece in pieces) capture.Append(Encoding.ASCII.GetBytes(piece));
        capture.End(_message);
        capture.Conclude(CopyOutcome.Answered, TimeSpan.FromSeconds(1));
    }
}
