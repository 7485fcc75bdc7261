using System.Buffers;

namespace ActorProxy.Shadowing.Offering;

/// <summary>One complete request as production got it, with what production answered.</summary>
public readonly struct CopyContent
{
    /// <summary>The request message that went to production; its headers (and its content's headers) are copied, <c>Host</c> excepted.</summary>
    public required HttpRequestMessage Request { get; init; }

    /// <summary>Path and query as sent to production, percent-encoded.</summary>
    public required string PathAndQuery { get; init; }

    /// <summary>The <c>Host</c> that production got.</summary>
    public required string Host { get; init; }

    /// <summary>The body; empty when there is none.</summary>
    public ReadOnlySequence<byte> Body { get; init; }

    /// <summary>How the body's length was told to production.</summary>
    public BodyFraming Framing { get; init; }

    /// <summary>Production's status, or 0 when it gave none (refused, reset, timed out).</summary>
    public int ProductionStatus { get; init; }

    /// <summary>From the request's arrival to the head of production's reply, or to its failure.</summary>
    public TimeSpan ProductionLatency { get; init; }

    /// <summary>Production's reply; null where it is not compared.</summary>
    public RecordedReply? Reply { get; init; }

    /// <summary>Bytes of the bodies in it.</summary>
    internal long BodyBytes => Body.Length + (Reply is { } reply ? reply.Body.Length : 0);
}

/// <summary>How a request's body is delimited.</summary>
public enum BodyFraming
{
    /// <summary>No body, and no header that speaks of one.</summary>
    None = 0,

    /// <summary>By <c>Content-Length</c>.</summary>
    ContentLength = 1,

    /// <summary>By <c>Transfer-Encoding: chunked</c>, or by end of stream in HTTP/2.</summary>
    Chunked = 2,
}
