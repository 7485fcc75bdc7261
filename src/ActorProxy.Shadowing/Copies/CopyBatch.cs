namespace ActorProxy.Shadowing.Copies;

/// <summary>
/// Copies of one shadow Mapping on their way to one lane: the message between edge and dispatcher. Its copies stay encoded from the edge's
/// buffer to the dispatcher's send, and a node that is edge and dispatcher at once never serializes it at all.
/// </summary>
internal sealed class CopyBatch
{
    /// <summary>The newest version of the format that this build reads.</summary>
    public const uint CurrentVersion = 1;

    /// <summary>Bytes of copies up to which a batch is filled: arrays stay off the large object heap, frames well below remoting's limit.</summary>
    public const int MaxBytes = 48 * 1024;

    /// <summary>
    /// Bytes up to which a copy that does not fit into a batch is one by itself; a larger one travels in parts. With what remoting puts around
    /// it, still below the large object heap (85,000 bytes): a message is copied several times on its way, and each copy is an array.
    /// </summary>
    public const int MaxAloneBytes = 80 * 1024;

    public uint Version { get; init; } = CurrentVersion;

    /// <summary>The shadow Mapping.</summary>
    public required string Mapping { get; init; }

    /// <summary>The lane, from 0.</summary>
    public required int Lane { get; init; }

    /// <summary>Incarnation of the edge's process.</summary>
    public required ulong Edge { get; init; }

    /// <summary>Number of the batch, unique within the edge's incarnation.</summary>
    public required ulong Id { get; init; }

    /// <summary>Path of the actor that takes the settlement.</summary>
    public required string SettleTo { get; init; }

    /// <summary>Copies in it.</summary>
    public required int Count { get; init; }

    /// <summary>The encoded copies, one after the other, each as a field of the batch message; or one part of a large copy's encoding.</summary>
    public required ReadOnlyMemory<byte> Copies { get; init; }

    /// <summary>Set when this carries a part of one large copy.</summary>
    public CopyPart? Part { get; init; }

    /// <summary>Set when a stopping dispatcher passes on what it had admitted: its successor admits it always, and nobody waits for the answer.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>
    /// When it was sent (last), in Unix milliseconds by the clock that its copies' <see cref="Copy.OfferedAt"/> is of; 0 when an older edge did not tell.
    /// </summary>
    public ulong SentAt { get; set; }

    /// <summary>The sharding entity that it goes to.</summary>
    public string EntityId => $"{Mapping}/{Lane}";

    /// <summary>The copies' encodings, one by one.</summary>
    /// <exception cref="InvalidDataException">The batch is malformed.</exception>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> copies)
    {
        var result = new List<ReadOnlyMemory<byte>>();
        var reader = new ProtoReader(copies);
        while (reader.Next(out var field))
        {
            if (field == CopyFields.BatchCopies) result.Add(reader.Bytes());
            else reader.Skip();
        }

        return result;
    }

    /// <summary>Puts encodings together again, as <see cref="Split"/> took them apart.</summary>
    public static ReadOnlyMemory<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> encodings)
    {
        // A tag of one byte and a length of at most five.
        var bytes = new byte[encodings.Sum(e => e.Length + 6)];
        var writer = new ProtoWriter(bytes);
        foreach (var encoding in encodings) writer.Bytes(CopyFields.BatchCopies, encoding.Span);
        return bytes.AsMemory(0, writer.Position);
    }
}

/// <summary>Which part of a large copy a batch carries.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">How many parts there are.</param>
/// <param name="TotalBytes">Length of the joined parts.</param>
internal sealed record CopyPart(int Index, int Count, int TotalBytes);
