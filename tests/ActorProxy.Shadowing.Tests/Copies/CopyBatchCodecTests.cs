using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Tests.Support;
using FsCheck.Xunit;

namespace ActorProxy.Shadowing.Tests.Copies;

[Properties(Arbitrary = [typeof(AnyRequest)])]
public sealed class CopyBatchCodecTests
{
    [Property]
    public void Read_ofAWrittenBatch_givesTheBatch(AnyRequest[] requests, ushort lane, ulong edge, ulong id, uint version, bool forwarded, ulong sentAt)
    {
        var copies = requests.Select(r => (ReadOnlyMemory<byte>)Requests.Encode(r.Content(), r.Ticket)).ToArray();
        var batch = new CopyBatch
        {
            Version = version, Mapping = "ma/pp.ing", Lane = lane, Edge = edge, Id = id, SettleTo = "there", Count = copies.Length,
            Copies = Requests.Pack(copies), IsForwarded = forwarded, SentAt = sentAt,
        };

        var read = CopyBatchCodec.Read(CopyBatchCodec.Write(batch));

        Assert.Equal((version, "ma/pp.ing", (int)lane, edge, id), (read.Version, read.Mapping, read.Lane, read.Edge, read.Id));
        Assert.Equal(("there", copies.Length, forwarded, sentAt), (read.SettleTo, read.Count, read.IsForwarded, read.SentAt));
        Assert.Null(read.Part);
        Assert.Equal(copies.Select(c => c.ToArray()), CopyBatch.Split(read.Copies).Select(c => c.ToArray()));
    }

    [Property]
    public void Read_ofAWrittenPart_givesThePart(byte[] data, ushort index, ushort count)
    {
        var part = new CopyPart(index, count, data.Length * 3);
        var read = CopyBatchCodec.Read(CopyBatchCodec.Write(
            new CopyBatch { Mapping = "m", Lane = 1, Edge = 2, Id = 3, SettleTo = "s", Count = 1, Copies = data, Part = part }));

        Assert.Equal(part, read.Part);
        Assert.Equal(data, read.Copies.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(CopyBatch.MaxBytes)]
    public void A_part_ofAnySize_fitsARemotingFrame(int size)
    {
        var part = new CopyPart(int.MaxValue, int.MaxValue, int.MaxValue);
        var batch = new CopyBatch
        {
            Version = uint.MaxValue, Mapping = new string('ü', 253), Lane = int.MaxValue, Edge = ulong.MaxValue, Id = ulong.MaxValue,
            SettleTo = new string('ü', 300), Count = int.MaxValue, Copies = new byte[size], Part = part, IsForwarded = true,
        };

        var bytes = CopyBatchCodec.Write(batch);

        Assert.Equal(size, CopyBatchCodec.Read(bytes).Copies.Length);
        Assert.InRange(bytes.Length, size, size + 1500);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void TryEncodeField_atTheBorderOfABatch_fillsItToTheLastByte(int missing)
    {
        var empty = Requests.Post([]);
        var whole = new byte[CopyBatch.MaxBytes];
        Assert.True(CopyEncoder.TryEncodeField(whole, Requests.Ticket, Requests.Post(new byte[40_000]), 1, out var used));
        var body = 40_000 + whole.Length - used;
        Assert.False(CopyEncoder.TryEncodeField(whole.AsSpan(0, 10), Requests.Ticket, empty, 1, out _));

        var fits = CopyEncoder.TryEncodeField(whole.AsSpan(0, whole.Length + missing), Requests.Ticket, Requests.Post(new byte[body]), 1, out var written);

        Assert.Equal(missing == 0, fits);
        if (fits) Assert.Equal(CopyBatch.MaxBytes, written);
    }
}
