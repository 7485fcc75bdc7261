using System.Buffers;

namespace ActorProxy.Shadowing.Offering;

/// <summary>Production's reply as far as it was recorded, to be compared with the shadow's.</summary>
public readonly struct RecordedReply
{
    /// <summary>How it ended.</summary>
    public required RecordedReplyEnd End { get; init; }

    /// <summary>Its head and trailers; null when there was no head.</summary>
    public HttpResponseMessage? Message { get; init; }

    /// <summary>The content that came with the message; its headers are part of the head.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>The body; empty unless the reply is complete.</summary>
    public ReadOnlySequence<byte> Body { get; init; }
}

/// <summary>How production's reply ended.</summary>
/// <remarks>The numbers are part of the wire format: never reuse one.</remarks>
public enum RecordedReplyEnd
{
    /// <summary>All of it was recorded.</summary>
    Complete = 0,

    /// <summary>The body is longer than what is compared, took too long, or found no room in the byte budget.</summary>
    Truncated = 1,

    /// <summary>Production was too slow.</summary>
    TimedOut = 2,

    /// <summary>Production could not be connected to, or was not asked because it has no endpoint or too much to do.</summary>
    ConnectFailed = 3,

    /// <summary>The connection broke, or what came was not HTTP.</summary>
    Reset = 4,

    /// <summary>The client left before the reply was complete.</summary>
    ClientLeft = 5,
}
