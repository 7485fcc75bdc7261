using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using FsCheck.Xunit;

namespace ActorProxy.Shadowing.Tests.Copies;

[Properties(Arbitrary = [typeof(AnyRequest)])]
public sealed class CopyEncoderTests
{
    private const ulong OfferedAt = 1_760_000_000_123;

    [Property]
    public void Decode_ofAnEncodedRequest_givesTheRequest(AnyRequest request)
    {
        var bytes = new byte[128 * 1024];
        Assert.True(CopyEncoder.TryEncode(bytes, request.Ticket, request.Content(), OfferedAt, out var written));

        AssertSame(request, Copy.Decode(bytes.AsMemory(0, written)));
    }

    [Property]
    public void Split_ofEncodedFields_givesTheRequestsInOrder(AnyRequest[] requests)
    {
        var bytes = new byte[requests.Length * 128 * 1024];
        var used = 0;
        foreach (var request in requests)
        {
            Assert.True(CopyEncoder.TryEncodeField(bytes.AsSpan(used), request.Ticket, request.Content(), OfferedAt, out var written));
            used += written;
        }

        var copies = CopyBatch.Split(bytes.AsMemory(0, used));

        Assert.Equal(requests.Length, copies.Count);
        foreach (var (request, copy) in requests.Zip(copies)) AssertSame(request, Copy.Decode(copy));
    }

    [Property]
    public void TryEncode_intoLessSpaceThanItTakes_saysNoAndWritesNothingBehindTheSpace(AnyRequest request, int cut)
    {
        var content = request.Content();
        var whole = new byte[128 * 1024];
        Assert.True(CopyEncoder.TryEncode(whole, request.Ticket, content, OfferedAt, out var needed));
        var space = (int)((uint)cut % needed);
        var bytes = new byte[needed + 16];
        bytes.AsSpan(space).Fill(0xA5);

        Assert.False(CopyEncoder.TryEncode(bytes.AsSpan(0, space), request.Ticket, content, OfferedAt, out _));
        Assert.False(CopyEncoder.TryEncodeField(bytes.AsSpan(0, space), request.Ticket, content, OfferedAt, out _));
        Assert.Equal(-1, bytes.AsSpan(space).IndexOfAnyExcept((byte)0xA5));
    }

    [Property]
    public void TryEncode_intoExactlyTheSpaceItTakes_saysYes(AnyRequest request)
    {
        var content = request.Content();
        Assert.True(CopyEncoder.TryEncodeField(new byte[128 * 1024], request.Ticket, content, OfferedAt, out var needed));

        Assert.True(CopyEncoder.TryEncodeField(new byte[needed], request.Ticket, content, OfferedAt, out var written));
        Assert.Equal(needed, written);
    }

    [Fact]
    public void TryEncode_ofAHundredHeaders_keepsTheirOrder()
    {
        var headers = Enumerable.Range(0, 100).Select(i => ($"x-{i * 7919 % 100}", i.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToArray();

        var copy = Copy.Decode(Requests.Encode(Requests.Get("/", headers)));

        Assert.Equal(headers, copy.Headers);
    }

    [Fact]
    public void TryEncode_ofALatencyBelowZeroOrBeyondTheField_clampsIt()
    {
        var content = Requests.Get();

        Assert.Equal(0, Latency(TimeSpan.FromSeconds(-1)));
        Assert.Equal(uint.MaxValue, Latency(TimeSpan.FromDays(1)));

        long Latency(TimeSpan latency)
        {
            var changed = new CopyContent { Request = content.Request, PathAndQuery = "/", Host = "h", ProductionLatency = latency };
            return Copy.Decode(Requests.Encode(changed)).ProductionMicroseconds;
        }
    }

    private static void AssertSame(AnyRequest request, Copy copy)
    {
        Assert.Equal(request.Method, copy.Method);
        Assert.Equal(request.Path, Requests.Text(copy.PathAndQuery));
        Assert.Equal(request.Host, Requests.Text(copy.Host));
        Assert.Equal(request.Expected, copy.Headers);
        Assert.Equal(request.Body, copy.Body.ToArray());
        Assert.Equal((BodyFraming)request.Framing, copy.Framing);
        Assert.Equal(request.SamplePoint, copy.SamplePoint);
        Assert.Equal(request.OrderKey | 1 ?? 0, copy.OrderKey);
        Assert.Equal((long)OfferedAt, copy.OfferedAt.ToUnixTimeMilliseconds());
        Assert.Equal(request.Status, copy.ProductionStatus);
        Assert.Equal(request.Microseconds, copy.ProductionMicroseconds);
    }
}
