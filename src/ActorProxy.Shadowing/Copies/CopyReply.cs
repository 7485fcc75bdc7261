using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Copies;

/// <summary>Reads production's reply, which travels with a copy that is to be compared.</summary>
internal static class CopyReply
{
    /// <summary>Reads it; its body stays a view into <paramref name="encoded"/>.</summary>
    /// <param name="encoded">The reply's encoding.</param>
    /// <param name="status">Production's status; 0 when there was none.</param>
    /// <param name="latency">Production's latency.</param>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static Reply Decode(ReadOnlyMemory<byte> encoded, int status, TimeSpan latency)
    {
        var end = RecordedReplyEnd.Complete;
        ReadOnlyMemory<byte> body = default;
        var (headers, trailers) = (new List<KeyValuePair<string, string>>(), new List<KeyValuePair<string, string>>());
        var reader = new ProtoReader(encoded);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case CopyFields.ReplyEnd: end = (RecordedReplyEnd)reader.Varint(); break;
                case CopyFields.ReplyHeaders: headers.Add(Header(reader.Bytes())); break;
                case CopyFields.ReplyTrailers: trailers.Add(Header(reader.Bytes())); break;
                case CopyFields.ReplyBody: body = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }

        if (End(end, status != 0) is var told && told is not (ReplyEnd.Complete or ReplyEnd.Truncated)) return Reply.Failed(told, latency);
        return new Reply { End = told, Status = status, Headers = headers, Trailers = trailers, Body = body, Latency = latency };
    }

    // A client that leaves has seen the head at most; one that gives up before it has found production too slow.
    private static ReplyEnd End(RecordedReplyEnd end, bool hasHead) => end switch
    {
        RecordedReplyEnd.Complete when hasHead => ReplyEnd.Complete,
        RecordedReplyEnd.Truncated or RecordedReplyEnd.ClientLeft when hasHead => ReplyEnd.Truncated,
        RecordedReplyEnd.TimedOut or RecordedReplyEnd.ClientLeft => ReplyEnd.TimedOut,
        RecordedReplyEnd.ConnectFailed => ReplyEnd.ConnectFailed,
        _ => ReplyEnd.Reset,
    };

    private static KeyValuePair<string, string> Header(ReadOnlyMemory<byte> encoded)
    {
        var (name, value) = CopyHeader.Decode(encoded);
        return KeyValuePair.Create(name, value);
    }
}
