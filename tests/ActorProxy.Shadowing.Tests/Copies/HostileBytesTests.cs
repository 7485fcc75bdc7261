using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Dispatching;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Google.Protobuf;
using Proto = ActorProxy.Shadowing.Wire.Generated;

namespace ActorProxy.Shadowing.Tests.Copies;

/// <summary>Whatever comes over the wire, reading it ends well or with <see cref="InvalidDataException"/>.</summary>
[Properties(Arbitrary = [typeof(AnyRequest)])]
public sealed class HostileBytesTests
{
    [Property(MaxTest = 2000)]
    public void Garbage_isReadOrRefused(byte[] bytes) => ReadEverything(bytes);

    [Property(MaxTest = 300)]
    public void A_truncated_batch_isReadOrRefused(AnyRequest request, int cut)
    {
        var bytes = Valid(request);
        ReadEverything(bytes[..(int)((uint)cut % bytes.Length)]);
    }

    [Property(MaxTest = 300)]
    public void A_truncated_copy_isReadOrRefused(AnyRequest request, int cut)
    {
        var bytes = Requests.Encode(request.Content(), request.Ticket);
        ReadEverything(bytes[..(int)((uint)cut % bytes.Length)]);
    }

    [Property(MaxTest = 1000)]
    public void A_batch_withChangedBytes_isReadOrRefused(AnyRequest request, int position, byte[] change)
    {
        var bytes = Valid(request);
        var start = (int)((uint)position % bytes.Length);
        change.AsSpan(0, Math.Min(change.Length, bytes.Length - start)).CopyTo(bytes.AsSpan(start));
        ReadEverything(bytes);
    }

    [Theory]
    [InlineData(CopyFields.BatchLane)]
    [InlineData(CopyFields.BatchCount)]
    public void Read_ofANumberBeyondItsRange_isInvalidData(int field)
    {
        var bytes = new byte[32];
        var writer = new ProtoWriter(bytes);
        writer.Varint(field, 1UL << 40);
        var encoded = bytes[..writer.Position];

        Assert.Throws<InvalidDataException>(() => CopyBatchCodec.Read(encoded));
    }

    [Theory]
    [InlineData(CopyFields.PartIndex)]
    [InlineData(CopyFields.PartCount)]
    [InlineData(CopyFields.PartTotalBytes)]
    public void Read_ofAPartsNumberBeyondItsRange_isInvalidData(int field)
    {
        var bytes = new byte[32];
        var writer = new ProtoWriter(bytes);
        var mark = writer.BeginMessage(CopyFields.BatchPart);
        writer.Varint(field, 1UL << 31);
        writer.EndMessage(mark);
        var encoded = bytes[..writer.Position];

        Assert.Throws<InvalidDataException>(() => CopyBatchCodec.Read(encoded));
    }

    [Fact]
    public void Read_ofABatchWithoutMapping_isInvalidData() =>
        Assert.Throws<InvalidDataException>(() => CopyBatchCodec.Read(new Proto.CopyBatch { SettleTo = "s" }.ToByteArray()));

    [Fact]
    public void Read_ofABatchWithoutSettleTo_isInvalidData() =>
        Assert.Throws<InvalidDataException>(() => CopyBatchCodec.Read(new Proto.CopyBatch { Mapping = "m" }.ToByteArray()));

    [Fact]
    public void Decode_ofAnOfferAfterTheEndOfTime_isInvalidData() =>
        Assert.Throws<InvalidDataException>(() => Copy.Decode(new Proto.Copy { OfferedAt = ulong.MaxValue }.ToByteArray()));

    [Theory]
    [InlineData(new byte[] { 0x00 })] // field 0
    [InlineData(new byte[] { 0x0B })] // a group
    [InlineData(new byte[] { 0x0F })] // wire type 7
    [InlineData(new byte[] { 0x0A })] // no length
    [InlineData(new byte[] { 0x0A, 0x05, 0x00 })] // shorter than its length
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })] // a length beyond all memory
    [InlineData(new byte[] { 0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 })] // a number of eleven bytes
    [InlineData(new byte[] { 0x39, 0x01 })] // eight bytes that are one
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01, 0x00 })] // a field number that does not fit
    public void Decode_ofMalformedBytes_isInvalidData(byte[] bytes) => Assert.Throws<InvalidDataException>(() => Copy.Decode(bytes));

    private static byte[] Valid(AnyRequest request) => CopyBatchCodec.Write(new CopyBatch
    {
        Mapping = "m", Lane = 3, Edge = 7, Id = 9, SettleTo = "akka://x/user/s", Count = 1,
        Copies = Requests.Pack(Requests.Encode(request.Content(), request.Ticket)),
        Part = request.Framing == 2 ? new CopyPart(0, 2, request.Body.Length + 100) : null,
    });

    private static void ReadEverything(byte[] bytes)
    {
        OrInvalid(() => Drain(Copy.Decode(bytes)));
        OrInvalid(() =>
        {
            foreach (var copy in CopyBatch.Split(bytes)) OrInvalid(() => Drain(Copy.Decode(copy)));
        });
        OrInvalid(() =>
        {
            var batch = CopyBatchCodec.Read(bytes);
            OrInvalid(() => CopyBatch.Split(batch.Copies));
            if (batch.Part is null) return;
            var assembler = new PartAssembler(new FakeTimeProvider());
            if (assembler.HasRoomFor(batch)) assembler.Add(batch);
        });
    }

    private static void Drain(Copy copy)
    {
        foreach (var (name, value) in copy.Headers)
        {
            Assert.NotNull(name);
            Assert.NotNull(value);
        }
    }

    private static void OrInvalid(Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException)
        {
            // Refused: the only way to fail.
        }
    }
}
