using System.Buffers.Binary;
using System.IO.Compression;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using static ActorProxy.Shadowing.Tests.Comparing.Replies;

namespace ActorProxy.Shadowing.Tests.Comparing.Bodies;

public sealed class GrpcComparisonTests
{
    [Fact]
    public void The_same_messages_and_status_match() => Assert.Equal("", Differences(Grpc(0, [1, 2], [3]), Grpc(0, [1, 2], [3])));

    [Fact]
    public void A_status_counts_although_trailers_do_not() => Assert.Equal("trailer:grpc-status value", Differences(Grpc(0, [1]), Grpc(13, [1])));

    [Fact]
    public void A_status_in_the_head_is_a_status_too() =>
        Assert.Equal("", Differences(Grpc(5), Of(default, "application/grpc").With(("grpc-status", "5"))));

    [Fact]
    public void A_status_that_never_came_is_missing() => Assert.Equal("trailer:grpc-status missing", Differences(Grpc(0, [1]), Grpc(0, [1]) with { Trailers = [] }));

    [Fact]
    public void Messages_are_compared_one_by_one()
    {
        Assert.Equal("message[*] value", Differences(Grpc(0, [1], [2], [3]), Grpc(0, [1], [9], [3])));
        Assert.Equal("message length; message[*] added", Differences(Grpc(0, [1], [2]), Grpc(0, [1], [7], [2])));
        Assert.Equal("message length; message[*] missing", Differences(Grpc(0, [1], [2], [2]), Grpc(0, [1], [2])));
    }

    [Fact]
    public void A_compressed_message_is_the_same_message()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write([1, 2, 3]);
        var compressed = Of(Frame(1, packed.ToArray()), "application/grpc").With(("grpc-encoding", "gzip")).WithTrailers(("grpc-status", "0"));

        Assert.Equal("", Differences(Grpc(0, [1, 2, 3]), compressed));
        Assert.Equal("message[*] value", Differences(Grpc(0, [1, 2, 4]), compressed));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 0, 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 7, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0 })]
    public void What_is_no_sequence_of_messages_is_of_another_type(byte[] body) =>
        Assert.Equal("body type", Differences(Grpc(0, [1]), Of(body, "application/grpc").WithTrailers(("grpc-status", "0"))));

    [Fact]
    public void Without_status_in_the_settings_it_does_not_count() =>
        Assert.Equal("", Differences(Grpc(0, [1]), Grpc(13, [1]), new CompareSettings { Status = false }));

    private static Reply Grpc(int status, params byte[][] messages) =>
        Of(messages.SelectMany(m => Frame(0, m)).ToArray(), "application/grpc+proto").WithTrailers(("grpc-status", $"{status}"));

    private static byte[] Frame(byte flag, byte[] message)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
