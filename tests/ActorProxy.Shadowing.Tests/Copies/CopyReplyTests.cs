using System.Net;
using System.Text;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using Copy = ActorProxy.Shadowing.Copies.Copy;
using Proto = ActorProxy.Shadowing.Wire.Generated;

namespace ActorProxy.Shadowing.Tests.Copies;

public sealed class CopyReplyTests
{
    [Fact]
    public void A_reply_travelsWithItsCopy()
    {
        var copy = Copy.Decode(Requests.Encode(Requests.Compared("abc")));

        Assert.True(copy.IsCompared);
        var reply = copy.ReadReply();
        Assert.Equal((ReplyEnd.Complete, 200, TimeSpan.FromMilliseconds(3)), (reply.End, reply.Status, reply.Latency));
        Assert.Equal(new[] { KeyValuePair.Create("X-One", "1"), KeyValuePair.Create("Content-Type", "application/json") }, reply.Headers);
        Assert.Equal(new[] { KeyValuePair.Create("X-Sum", "2") }, reply.Trailers);
        Assert.Equal("abc", Encoding.Latin1.GetString(reply.Body.Span));
    }

    [Fact]
    public void Protobuf_readsTheSame()
    {
        var reply = Proto.Copy.Parser.ParseFrom(Requests.Encode(Requests.Compared("abc", end: RecordedReplyEnd.Complete))).Reply;

        Assert.Equal((0u, "abc"), (reply.End, reply.Body.ToStringUtf8()));
        Assert.Equal(["X-One", "Content-Type"], reply.Headers.Select(h => h.Name.ToStringUtf8()));
        Assert.Equal(["X-Sum"], reply.Trailers.Select(h => h.Name.ToStringUtf8()));
    }

    [Fact]
    public void A_copyOfAnOlderEdge_isNotCompared()
    {
        var copy = Copy.Decode(Requests.Encode(Requests.Get()));

        Assert.False(copy.IsCompared);
    }

    [Theory]
    [InlineData(RecordedReplyEnd.Truncated, ReplyEnd.Truncated)]
    [InlineData(RecordedReplyEnd.ClientLeft, ReplyEnd.Truncated)]
    [InlineData(RecordedReplyEnd.TimedOut, ReplyEnd.TimedOut)]
    [InlineData(RecordedReplyEnd.Reset, ReplyEnd.Reset)]
    [InlineData((RecordedReplyEnd)99, ReplyEnd.Reset)]
    public void An_endAfterTheHead_isWhatItIsForTheComparison(RecordedReplyEnd end, ReplyEnd expected) =>
        Assert.Equal(expected, Copy.Decode(Requests.Encode(Requests.Compared("", end: end))).ReadReply().End);

    [Theory]
    [InlineData(RecordedReplyEnd.ConnectFailed, ReplyEnd.ConnectFailed)]
    [InlineData(RecordedReplyEnd.ClientLeft, ReplyEnd.TimedOut)]
    [InlineData(RecordedReplyEnd.Complete, ReplyEnd.Reset)]
    public void An_endBeforeTheHead_isAFailure(RecordedReplyEnd end, ReplyEnd expected)
    {
        var content = Requests.Get() with { ProductionStatus = 0, Reply = new RecordedReply { End = end } };

        Assert.Equal(expected, Copy.Decode(Requests.Encode(content)).ReadReply().End);
    }

    [Fact]
    public void A_copyWithALongReply_travelsInParts()
    {
        var buffer = new CopyBuffer(new ByteBudget(1_000_000), TimeProvider.System);

        Assert.True(buffer.TryAdd(Requests.ComparedTicket, Requests.Compared(new string('x', 100_000))));

        Assert.True(buffer.TryTakeFull(out var shipment));
        Assert.True(shipment.IsLarge);
        Assert.Equal(100_000, Copy.Decode(shipment.Bytes).ReadReply().Body.Length);
        Assert.False(buffer.TryAdd(Requests.ComparedTicket, Requests.Compared(new string('x', 1_000_000))), "its bytes count against the budget");
    }
}
