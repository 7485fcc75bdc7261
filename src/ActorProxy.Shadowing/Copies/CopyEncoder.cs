using System.Buffers;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Copies;

/// <summary>Writes a copy in the form of Wire/copies.proto, straight from the outgoing request.</summary>
internal static class CopyEncoder
{
    /// <summary>Writes the copy as a field of a batch.</summary>
    /// <param name="destination">Where to; what is left of a batch.</param>
    /// <param name="ticket">The sampling decision.</param>
    /// <param name="content">The request.</param>
    /// <param name="offeredAt">Unix time in milliseconds.</param>
    /// <param name="written">Bytes written.</param>
    /// <returns>False when it does not fit; nothing of it counts then.</returns>
    public static bool TryEncodeField(Span<byte> destination, CopyTicket ticket, in CopyContent content, ulong offeredAt, out int written)
    {
        var writer = new ProtoWriter(destination);
        var mark = writer.BeginMessage(CopyFields.BatchCopies);
        Encode(ref writer, ticket, content, offeredAt);
        writer.EndMessage(mark);
        written = writer.Position;
        return !writer.Overflowed;
    }

    /// <summary>Writes the copy by itself, to be cut into parts.</summary>
    /// <inheritdoc cref="TryEncodeField"/>
    public static bool TryEncode(Span<byte> destination, CopyTicket ticket, in CopyContent content, ulong offeredAt, out int written)
    {
        var writer = new ProtoWriter(destination);
        Encode(ref writer, ticket, content, offeredAt);
        written = writer.Position;
        return !writer.Overflowed;
    }

    private static void Encode(ref ProtoWriter writer, CopyTicket ticket, in CopyContent content, ulong offeredAt)
    {
        writer.Latin1(CopyFields.Method, content.Request.Method.Method);
        writer.Latin1(CopyFields.PathAndQuery, content.PathAndQuery);
        writer.Latin1(CopyFields.Host, content.Host);
        Headers(ref writer, content.Request.Headers.NonValidated, CopyFields.Headers);
        if (content.Request.Content is { } body) Headers(ref writer, body.Headers.NonValidated, CopyFields.Headers);
        writer.Varint(CopyFields.Framing, (ulong)content.Framing);
        Body(ref writer, CopyFields.Body, content.Body);
        writer.Double(CopyFields.SamplePoint, ticket.SamplePoint);
        writer.Fixed64(CopyFields.OfferedAt, offeredAt);
        writer.Varint(CopyFields.ProductionStatus, (ulong)content.ProductionStatus);
        writer.Varint(CopyFields.ProductionMicroseconds, (ulong)Math.Clamp(content.ProductionLatency.TotalMicroseconds, 0, uint.MaxValue));
        if (ticket.OrderKey is { } key) writer.Fixed64(CopyFields.OrderKey, key | 1);
        if (content.Reply is { } reply) Reply(ref writer, reply);
    }

    private static void Reply(ref ProtoWriter writer, in RecordedReply reply)
    {
        var mark = writer.BeginMessage(CopyFields.Reply);
        writer.Varint(CopyFields.ReplyEnd, (ulong)reply.End);
        if (reply.Message is { } message)
        {
            Headers(ref writer, message.Headers.NonValidated, CopyFields.ReplyHeaders);
            if (reply.Content is { } content) Headers(ref writer, content.Headers.NonValidated, CopyFields.ReplyHeaders);
            if (reply.End == RecordedReplyEnd.Complete) Headers(ref writer, message.TrailingHeaders.NonValidated, CopyFields.ReplyTrailers);
        }

        Body(ref writer, CopyFields.ReplyBody, reply.Body);
        writer.EndMessage(mark);
    }

    private static void Body(ref ProtoWriter writer, int field, in ReadOnlySequence<byte> body)
    {
        if (body.IsEmpty) return;
        var span = writer.BytesToFill(field, checked((int)body.Length));
        if (!writer.Overflowed) body.CopyTo(span);
    }

    private static void Headers(ref ProtoWriter writer, System.Net.Http.Headers.HttpHeadersNonValidated headers, int field)
    {
        foreach (var (name, values) in headers)
        {
            if (IsFraming(name)) continue;
            foreach (var value in values)
            {
                var mark = writer.BeginMessage(field);
                writer.Latin1(CopyFields.HeaderName, name);
                writer.Latin1(CopyFields.HeaderValue, value);
                writer.EndMessage(mark);
            }
        }
    }

    // Host is a field of its own; the others follow from the framing.
    private static bool IsFraming(string name) => name.Length switch
    {
        4 => name.Equals("Host", StringComparison.OrdinalIgnoreCase),
        14 => name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase),
        17 => name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
