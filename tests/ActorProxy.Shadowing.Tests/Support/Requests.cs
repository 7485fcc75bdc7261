using System.Buffers;
using System.Net;
using System.Text;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Requests as an edge offers them.</summary>
internal static class Requests
{
    public static CopyTicket Ticket { get; } = new(0.25, null);

    public static CopyContent Get(string path = "/", params (string Name, string Value)[] headers) => new()
    {
        Request = Message(HttpMethod.Get, headers),
        PathAndQuery = path,
        Host = "example.com",
        ProductionStatus = 200,
        ProductionLatency = TimeSpan.FromMilliseconds(3),
    };

    public static CopyContent Post(byte[] body, string path = "/", BodyFraming framing = BodyFraming.ContentLength) => new()
    {
        Request = Message(HttpMethod.Post, []),
        PathAndQuery = path,
        Host = "example.com",
        Body = new ReadOnlySequence<byte>(body),
        Framing = framing,
        ProductionStatus = 201,
        ProductionLatency = TimeSpan.FromMilliseconds(5),
    };

    /// <summary>A ticket of a copy that is compared.</summary>
    public static CopyTicket ComparedTicket { get; } = new(0.25, null, 100_000);

    /// <summary>A copy with production's reply.</summary>
    public static CopyContent Compared(string body, string path = "/", RecordedReplyEnd end = RecordedReplyEnd.Complete, params (string Name, string Value)[] headers)
    {
        var message = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        message.Headers.TryAddWithoutValidation("X-One", "1");
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        message.TrailingHeaders.TryAddWithoutValidation("X-Sum", "2");
        return Get(path, headers) with
        {
            Reply = new RecordedReply
            {
                End = end, Message = message, Content = message.Content, Body = new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(body)),
            },
        };
    }

    /// <summary>The encoding of a copy by itself, as a dispatcher queues it.</summary>
    public static byte[] Encode(in CopyContent content, CopyTicket? ticket = null, DateTimeOffset? offeredAt = null)
    {
        var bytes = new byte[content.BodyBytes + (64 * 1024)];
        var at = (ulong)(offeredAt ?? TimeProvider.System.GetUtcNow()).ToUnixTimeMilliseconds();
        Assert.True(CopyEncoder.TryEncode(bytes, ticket ?? Ticket, content, at, out var written));
        return bytes[..written];
    }

    /// <summary>Encoded copies as the content of a batch.</summary>
    public static byte[] Pack(params ReadOnlyMemory<byte>[] copies)
    {
        var bytes = new byte[copies.Sum(copy => copy.Length + 16)];
        var writer = new ProtoWriter(bytes);
        foreach (var copy in copies) writer.Bytes(CopyFields.BatchCopies, copy.Span);
        return bytes[..writer.Position];
    }

    public static string Text(ReadOnlyMemory<byte> latin1) => Encoding.Latin1.GetString(latin1.Span);

    private static HttpRequestMessage Message(HttpMethod method, (string Name, string Value)[] headers)
    {
        var message = new HttpRequestMessage(method, (Uri?)null);
        foreach (var (name, value) in headers) Assert.True(message.Headers.TryAddWithoutValidation(name, value), name);
        return message;
    }
}
