using System.Text;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using FsCheck.Xunit;
using Google.Protobuf;
using Copy = ActorProxy.Shadowing.Copies.Copy;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;
using Proto = ActorProxy.Shadowing.Wire.Generated;

namespace ActorProxy.Shadowing.Tests.Copies;

/// <summary>The hand-written reader and writer against what protobuf's own code makes of Wire/copies.proto.</summary>
[Properties(Arbitrary = [typeof(AnyRequest)])]
public sealed class WireCompatibilityTests
{
    private const ulong OfferedAt = 1_760_000_000_123;

    [Property]
    public void Protobuf_readsTheSameOutOfAnEncodedCopy(AnyRequest request)
    {
        var copy = Proto.Copy.Parser.ParseFrom(Encoded(request));

        Assert.Equal(request.Method, copy.Method);
        Assert.Equal(request.Path, Text(copy.PathAndQuery));
        Assert.Equal(request.Host, Text(copy.Host));
        Assert.Equal(request.Expected, copy.Headers.Select(h => (Text(h.Name), Text(h.Value))));
        Assert.Equal(request.Body, copy.Body.ToByteArray());
        Assert.Equal((uint)request.Framing, copy.Framing);
        Assert.Equal(request.SamplePoint, copy.SamplePoint);
        Assert.Equal(request.OrderKey | 1 ?? 0, copy.OrderKey);
        Assert.Equal(OfferedAt, copy.OfferedAt);
        Assert.Equal((uint)request.Status, copy.ProductionStatus);
        Assert.Equal(request.Microseconds, copy.ProductionUs);
    }

    [Property]
    public void Decode_readsWhatProtobufWrites(AnyRequest request)
    {
        var copy = Copy.Decode(AsMessage(request).ToByteArray());

        AssertSame(request, copy);
    }

    [Property]
    public void Decode_ofFieldsInAnyOrderAmongUnknownOnes_readsTheSame(AnyRequest request, int seed)
    {
        var fields = Fields(AsMessage(request)).Concat(UnknownFields).ToArray();
        var shuffled = fields.ToArray();
        new Random(seed).Shuffle(shuffled);

        // Headers keep their order among themselves.
        var headers = new Queue<byte[]>(fields.Where(IsHeader));
        var bytes = shuffled.SelectMany(field => IsHeader(field) ? headers.Dequeue() : field).ToArray();

        AssertSame(request, Copy.Decode(bytes));
    }

    [Property]
    public void Protobuf_readsTheSameOutOfABatch(AnyRequest[] requests, uint lane, ulong edge, ulong id, bool forwarded, ulong sentAt)
    {
        var batch = Batch(requests, (int)(lane & int.MaxValue), edge, id, forwarded, sentAt);

        var message = Proto.CopyBatch.Parser.ParseFrom(CopyBatchCodec.Write(batch));

        Assert.Equal((1u, "müsli", "akka.tcp://x@h:1/user/s"), (message.Version, message.Mapping, message.SettleTo));
        Assert.Equal((lane & int.MaxValue, edge, id), (message.Lane, message.Edge, message.Batch));
        Assert.Equal(((uint)requests.Length, forwarded, sentAt), (message.Count, message.Forwarded, message.SentAt));
        Assert.Null(message.Part);
        Assert.Equal(requests.Select(AsMessage), message.Copies);
    }

    [Property]
    public void Protobuf_readsTheSameOutOfAPart(byte[] data, ushort index, ushort count, uint total)
    {
        var part = new CopyPart(index, count, (int)(total & int.MaxValue));

        var message = Proto.CopyBatch.Parser.ParseFrom(CopyBatchCodec.Write(Part(data, part)));

        Assert.Equal((index, count, total & int.MaxValue), ((ushort)message.Part.Index, (ushort)message.Part.Count, message.Part.TotalBytes));
        Assert.Equal(data, message.Part.Data.ToByteArray());
        Assert.Empty(message.Copies);
    }

    [Property]
    public void Read_readsWhatProtobufWrites(AnyRequest[] requests, uint lane, ulong edge, ulong id, bool forwarded, ulong sentAt)
    {
        var message = new Proto.CopyBatch
        {
            Version = 1, Mapping = "müsli", Lane = lane & int.MaxValue, Edge = edge, Batch = id, SettleTo = "there", Count = (uint)requests.Length,
            Forwarded = forwarded, SentAt = sentAt, Copies = { requests.Select(AsMessage) },
        };

        var batch = CopyBatchCodec.Read([.. message.ToByteArray(), .. UnknownFields.SelectMany(field => field)]);

        Assert.Equal((1u, "müsli", "there"), (batch.Version, batch.Mapping, batch.SettleTo));
        Assert.Equal(((int)(lane & int.MaxValue), edge, id), (batch.Lane, batch.Edge, batch.Id));
        Assert.Equal((requests.Length, forwarded, sentAt), (batch.Count, batch.IsForwarded, batch.SentAt));
        foreach (var (request, copy) in requests.Zip(CopyBatch.Split(batch.Copies), (r, c) => (r, c))) AssertSame(request, Copy.Decode(copy));
    }

    private static readonly byte[][] UnknownFields =
    [
        [.. Tag(1000, WireFormat.WireType.Varint), 0xFF, 0xFF, 0x01],
        [.. Tag(1001, WireFormat.WireType.Fixed64), 1, 2, 3, 4, 5, 6, 7, 8],
        [.. Tag(1002, WireFormat.WireType.LengthDelimited), 3, 0xFF, 0xFF, 0xFF],
        [.. Tag(1003, WireFormat.WireType.Fixed32), 1, 2, 3, 4],
    ];

    private static byte[] Tag(int field, WireFormat.WireType type)
    {
        var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true)) output.WriteTag(field, type);
        return stream.ToArray();
    }

    private static byte[] Encoded(AnyRequest request)
    {
        var bytes = new byte[128 * 1024];
        Assert.True(CopyEncoder.TryEncode(bytes, request.Ticket, request.Content(), OfferedAt, out var written));
        return bytes[..written];
    }

    private static Proto.Copy AsMessage(AnyRequest request) => new()
    {
        Method = request.Method,
        PathAndQuery = Latin1(request.Path),
        Host = Latin1(request.Host),
        Headers = { request.Expected.Select(h => new Proto.Header { Name = Latin1(h.Name), Value = Latin1(h.Value) }) },
        Framing = (uint)request.Framing,
        Body = ByteString.CopyFrom(request.Body),
        SamplePoint = request.SamplePoint,
        OfferedAt = OfferedAt,
        ProductionStatus = (uint)request.Status,
        ProductionUs = request.Microseconds,
        OrderKey = request.OrderKey | 1 ?? 0,
    };

    /// <summary>A message's fields, each as its own bytes.</summary>
    private static IEnumerable<byte[]> Fields(Proto.Copy message)
    {
        foreach (var header in message.Headers) yield return new Proto.Copy { Headers = { header } }.ToByteArray();
        foreach (var field in Proto.Copy.Descriptor.Fields.InDeclarationOrder().Where(f => !f.IsRepeated))
        {
            var single = new Proto.Copy();
            field.Accessor.SetValue(single, field.Accessor.GetValue(message));
            yield return single.ToByteArray();
        }
    }

    private static bool IsHeader(byte[] field) => field.Length > 0 && field[0] >> 3 == CopyFields.Headers && (field[0] & 7) == 2;

    private static CopyBatch Batch(AnyRequest[] requests, int lane, ulong edge, ulong id, bool forwarded, ulong sentAt) => new()
    {
        Mapping = "müsli",
        Lane = lane,
        Edge = edge,
        Id = id,
        SettleTo = "akka.tcp://x@h:1/user/s",
        Count = requests.Length,
        Copies = Requests.Pack([.. requests.Select(r => (ReadOnlyMemory<byte>)Encoded(r))]),
        IsForwarded = forwarded,
        SentAt = sentAt,
    };

    private static CopyBatch Part(byte[] data, CopyPart part) => new()
    {
        Mapping = "m", Lane = 0, Edge = 1, Id = 2, SettleTo = "s", Count = 1, Copies = data, Part = part,
    };

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
    }

    private static ByteString Latin1(string text) => ByteString.CopyFrom(text, Encoding.Latin1);

    private static string Text(ByteString bytes) => Encoding.Latin1.GetString(bytes.Span);
}
