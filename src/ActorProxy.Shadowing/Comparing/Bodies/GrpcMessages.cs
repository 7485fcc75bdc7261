using System.Buffers.Binary;

namespace ActorProxy.Shadowing.Comparing.Bodies;

/// <summary>The length-prefixed messages of a gRPC body.</summary>
internal static class GrpcMessages
{
    private const int PrefixLength = 5;

    /// <summary>Reads the messages, inflating those that are flagged; null when the body is not such a sequence, or too long once inflated.</summary>
    /// <param name="body">The body.</param>
    /// <param name="encoding">The value of <c>grpc-encoding</c>.</param>
    /// <param name="maxBytes">Most bytes of all messages together.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? TryRead(ReadOnlyMemory<byte> body, string encoding, int maxBytes)
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        var budget = (long)maxBytes;
        while (body.Length > 0)
        {
            if (body.Length < PrefixLength || body.Span[0] > 1) return null;
            var length = BinaryPrimitives.ReadUInt32BigEndian(body.Span[1..]);
            if (length > body.Length - PrefixLength) return null;
            var message = body.Slice(PrefixLength, (int)length);
            if (body.Span[0] == 1 && length > 0)
            {
                var inflated = ContentDecoder.Undo(message, encoding, (int)budget);
                if (inflated.State != BodyState.Readable) return null;
                message = inflated.Bytes;
            }

            budget -= message.Length;
            if (budget < 0) return null;
            messages.Add(message);
            body = body[(PrefixLength + (int)length)..];
        }

        return messages;
    }

    /// <summary>Adds the differences of two sequences of messages: equal ones at both ends are passed over, the rest goes in pairs.</summary>
    public static void Compare(IReadOnlyList<ReadOnlyMemory<byte>> production, IReadOnlyList<ReadOnlyMemory<byte>> other, DifferenceSet differences)
    {
        var (start, shorter) = (0, Math.Min(production.Count, other.Count));
        while (start < shorter && production[start].Span.SequenceEqual(other[start].Span)) start++;
        var end = 0;
        while (end < shorter - start && production[^(end + 1)].Span.SequenceEqual(other[^(end + 1)].Span)) end++;

        if (production.Count != other.Count) differences.Add(FieldPaths.Messages, DifferenceKind.Length);
        for (var i = start; i < shorter - end; i++)
        {
            if (!production[i].Span.SequenceEqual(other[i].Span)) differences.Add(FieldPaths.Message, DifferenceKind.Value);
        }

        if (production.Count > other.Count) differences.Add(FieldPaths.Message, DifferenceKind.Missing);
        if (production.Count < other.Count) differences.Add(FieldPaths.Message, DifferenceKind.Added);
    }
}
