using System.Buffers;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Benchmarks;

/// <summary>A request as an edge sends it to production.</summary>
internal static class SampleCopies
{
    /// <summary>When copies are offered.</summary>
    public const ulong OfferedAt = 1_760_000_000_123;

    /// <summary>A sampling decision.</summary>
    public static CopyTicket Ticket { get; } = new(0.25, null);

    /// <summary>A shadow with the default settings.</summary>
    public static ShadowRoute Shadow { get; } = ShadowOf(weight: 100);

    /// <summary>The same with another weight, in percent.</summary>
    public static ShadowRoute ShadowOf(double weight) => new()
    {
        Name = "service-shadow", Service = new ServiceTarget("http", "service-shadow", 80, HasExplicitPort: false), Weight = weight, Settings = ShadowSettings.Default,
    };

    /// <summary>A request with the headers of a browser's; with a body it is a POST.</summary>
    public static HttpRequestMessage Message(int bodyBytes)
    {
        var message = new HttpRequestMessage(bodyBytes == 0 ? HttpMethod.Get : HttpMethod.Post, (Uri?)null);
        message.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36");
        message.Headers.TryAddWithoutValidation("Accept", "application/json, text/plain, */*");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        message.Headers.TryAddWithoutValidation("Cookie", "session=8f14e45fceea167a5a36dedd4bea2543");
        message.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.17");
        message.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "http");
        message.Headers.TryAddWithoutValidation("X-Request-Id", "b1a0e9f3-7f5a-4d0e-9d30-5c2f3e0b7c11");
        return message;
    }

    /// <summary>What is offered of it.</summary>
    public static CopyContent Content(HttpRequestMessage message, byte[] body) => new()
    {
        Request = message,
        PathAndQuery = "/v1/items/42?fields=name,price",
        Host = "shop.example.com",
        Body = new ReadOnlySequence<byte>(body),
        Framing = body.Length == 0 ? BodyFraming.None : BodyFraming.ContentLength,
        ProductionStatus = 200,
        ProductionLatency = TimeSpan.FromMilliseconds(3),
    };

    /// <summary>A batch of so many copies, as it arrives at a dispatcher.</summary>
    public static byte[] Batch(int copies, int bodyBytes)
    {
        var buffer = new byte[(copies * (bodyBytes + 2048)) + 1024];
        var used = 0;
        var content = Content(Message(bodyBytes), new byte[bodyBytes]);
        for (var i = 0; i < copies; i++)
        {
            CopyEncoder.TryEncodeField(buffer.AsSpan(used), Ticket, content, OfferedAt, out var written);
            used += written;
        }

        return CopyBatchCodec.Write(new CopyBatch
        {
            Mapping = Shadow.Name, Lane = 0, Edge = 1, Id = 1, SettleTo = "akka.tcp://actorproxy@127.0.0.1:4053/user/settlements", Count = copies,
            Copies = buffer.AsMemory(0, used),
        });
    }
}
