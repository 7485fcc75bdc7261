using ActorProxy.Shadowing.Copies;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Packs copies that a stopping dispatcher had admitted and not sent, for its successor.</summary>
internal static class ForwardedBatches
{
    /// <summary>Room for a copy's tag and length.</summary>
    private const int FieldOverhead = 8;

    /// <summary>The batches that carry these copies of one origin; each below the size of an ordinary one where the copies allow it.</summary>
    /// <param name="mapping">The shadow Mapping.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="origin">The batch that they came in.</param>
    /// <param name="sentAt">What their edge's clock shows now; 0 when it is not known.</param>
    /// <param name="copies">Their encodings.</param>
    public static IEnumerable<CopyBatch> From(string mapping, int lane, BatchOrigin origin, ulong sentAt, IReadOnlyList<ReadOnlyMemory<byte>> copies)
    {
        var start = 0;
        while (start < copies.Count)
        {
            var (end, size) = (start, 0);
            while (end < copies.Count && (end == start || size + copies[end].Length + FieldOverhead <= CopyBatch.MaxBytes))
                size += copies[end++].Length + FieldOverhead;

            if (size > CopyBatch.MaxBytes + FieldOverhead)
            {
                foreach (var part in Parts(mapping, lane, origin, sentAt, copies[start])) yield return part;
            }
            else
            {
                yield return Batch(mapping, lane, origin, sentAt, CopyBatch.Join([.. copies.Skip(start).Take(end - start)]), end - start, null);
            }

            start = end;
        }
    }

    private static IEnumerable<CopyBatch> Parts(string mapping, int lane, BatchOrigin origin, ulong sentAt, ReadOnlyMemory<byte> copy)
    {
        var count = (copy.Length + CopyBatch.MaxBytes - 1) / CopyBatch.MaxBytes;
        for (var i = 0; i < count; i++)
        {
            var start = i * CopyBatch.MaxBytes;
            var data = copy.Slice(start, Math.Min(CopyBatch.MaxBytes, copy.Length - start));
            yield return Batch(mapping, lane, origin, sentAt, data, 1, new CopyPart(i, count, copy.Length));
        }
    }

    private static CopyBatch Batch(string mapping, int lane, BatchOrigin origin, ulong sentAt, ReadOnlyMemory<byte> copies, int count, CopyPart? part) => new()
    {
        Mapping = mapping,
        Lane = lane,
        Edge = origin.Edge,
        Id = origin.Batch,
        SettleTo = origin.SettleTo,
        Count = count,
        Copies = copies,
        Part = part,
        IsForwarded = true,
        SentAt = sentAt,
    };
}
