using System.Text;

namespace ActorProxy.Shadowing.Copies;

/// <summary>The batch's form on the wire. Its copies are put into the message as they are.</summary>
internal static class CopyBatchCodec
{
    private const int MaxHeadBytes = 64;
    private const int MaxPartFieldsBytes = 32;

    public static byte[] Write(CopyBatch batch)
    {
        var head = new byte[MaxHeadBytes + (3 * (batch.Mapping.Length + batch.SettleTo.Length)) + 32];
        var writer = new ProtoWriter(head);
        writer.Varint(CopyFields.BatchVersion, batch.Version);
        writer.Utf8(CopyFields.BatchMapping, batch.Mapping);
        writer.Varint(CopyFields.BatchLane, (ulong)batch.Lane);
        writer.Fixed64(CopyFields.BatchEdge, batch.Edge);
        writer.Fixed64(CopyFields.BatchId, batch.Id);
        writer.Utf8(CopyFields.BatchSettleTo, batch.SettleTo);
        writer.Varint(CopyFields.BatchCount, (ulong)batch.Count);
        writer.Varint(CopyFields.BatchForwarded, batch.IsForwarded ? 1UL : 0);
        writer.Fixed64(CopyFields.BatchSentAt, batch.SentAt);
        if (batch.Part is { } part) return WritePart(head, ref writer, batch, part);

        // A protobuf message is the concatenation of its fields: the copies need no more than a place behind the head.
        var bytes = GC.AllocateUninitializedArray<byte>(writer.Position + batch.Copies.Length);
        head.AsSpan(0, writer.Position).CopyTo(bytes);
        batch.Copies.Span.CopyTo(bytes.AsSpan(writer.Position));
        return bytes;
    }

    /// <summary>Reads a batch; its copies stay a view into <paramref name="bytes"/>.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static CopyBatch Read(byte[] bytes)
    {
        var (version, mapping, lane, edge, id, settleTo, count, sentAt) = (0u, "", 0, 0UL, 0UL, "", 0, 0UL);
        var forwarded = false;
        CopyPart? part = null;
        ReadOnlyMemory<byte> data = bytes;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case CopyFields.BatchVersion: version = (uint)reader.Varint(); break;
                case CopyFields.BatchMapping: mapping = Text(reader.Bytes()); break;
                case CopyFields.BatchLane: lane = reader.Int32(); break;
                case CopyFields.BatchEdge: edge = reader.Fixed64(); break;
                case CopyFields.BatchId: id = reader.Fixed64(); break;
                case CopyFields.BatchSettleTo: settleTo = Text(reader.Bytes()); break;
                case CopyFields.BatchCount: count = reader.Int32(); break;
                case CopyFields.BatchForwarded: forwarded = reader.Varint() != 0; break;
                case CopyFields.BatchSentAt: sentAt = reader.Fixed64(); break;
                case CopyFields.BatchPart: (part, data) = ReadPart(reader.Bytes()); break;
                default: reader.Skip(); break;
            }
        }

        if (mapping.Length == 0 || settleTo.Length == 0) throw new InvalidDataException("A batch lacks its mapping or where to settle it.");
        return new CopyBatch
        {
            Version = version, Mapping = mapping, Lane = lane, Edge = edge, Id = id, SettleTo = settleTo, Count = count, Copies = data, Part = part,
            IsForwarded = forwarded, SentAt = sentAt,
        };
    }

    private static byte[] WritePart(byte[] head, ref ProtoWriter writer, CopyBatch batch, CopyPart part)
    {
        Span<byte> fields = stackalloc byte[MaxPartFieldsBytes];
        var partFields = new ProtoWriter(fields);
        partFields.Varint(CopyFields.PartIndex, (ulong)part.Index);
        partFields.Varint(CopyFields.PartCount, (ulong)part.Count);
        partFields.Varint(CopyFields.PartTotalBytes, (ulong)part.TotalBytes);
        partFields.BytesHead(CopyFields.PartData, batch.Copies.Length);
        writer.BytesHead(CopyFields.BatchPart, partFields.Position + batch.Copies.Length);

        var bytes = GC.AllocateUninitializedArray<byte>(writer.Position + partFields.Position + batch.Copies.Length);
        head.AsSpan(0, writer.Position).CopyTo(bytes);
        fields[..partFields.Position].CopyTo(bytes.AsSpan(writer.Position));
        batch.Copies.Span.CopyTo(bytes.AsSpan(writer.Position + partFields.Position));
        return bytes;
    }

    private static (CopyPart Part, ReadOnlyMemory<byte> Data) ReadPart(ReadOnlyMemory<byte> encoded)
    {
        var (index, count, total) = (0, 0, 0);
        ReadOnlyMemory<byte> data = default;
        var reader = new ProtoReader(encoded);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case CopyFields.PartIndex: index = reader.Int32(); break;
                case CopyFields.PartCount: count = reader.Int32(); break;
                case CopyFields.PartTotalBytes: total = reader.Int32(); break;
                case CopyFields.PartData: data = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }

        return (new CopyPart(index, count, total), data);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
