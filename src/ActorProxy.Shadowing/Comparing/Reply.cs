namespace ActorProxy.Shadowing.Comparing;

/// <summary>How the reading of a reply ended.</summary>
/// <remarks>The numbers are part of the wire format: never reuse one.</remarks>
public enum ReplyEnd
{
    /// <summary>The reply is there from its status to its trailers.</summary>
    Complete = 0,

    /// <summary>The body was longer than the limit; <see cref="Reply.Body"/> holds its beginning, or nothing.</summary>
    Truncated = 1,

    /// <summary>There was no complete reply in time.</summary>
    TimedOut = 2,

    /// <summary>No connection could be made.</summary>
    ConnectFailed = 3,

    /// <summary>The connection broke, or what came was not HTTP, before the reply was complete.</summary>
    Reset = 4,
}

/// <summary>What one service answered to a request, or how it failed to. Immutable.</summary>
public sealed record Reply
{
    /// <summary>How it ended.</summary>
    public ReplyEnd End { get; init; }

    /// <summary>The status, 100 to 599. Without meaning when <see cref="IsAnswered"/> is false.</summary>
    public int Status { get; init; }

    /// <summary>The headers in the order of the wire, a name as often as it was sent. Names are compared without case.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The trailers, like <see cref="Headers"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers { get; init; } = [];

    /// <summary>The body as it was on the wire, content-encoding included, transfer-encoding not.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>From the sending of the request to the head of the reply, or to the failure when no head came; production's as well. Zero when not measured.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Whether there is a status and a complete head.</summary>
    public bool IsAnswered => End is ReplyEnd.Complete or ReplyEnd.Truncated;

    /// <summary>Whether it answered and its latency was measured.</summary>
    public bool IsTimed => IsAnswered && Latency > TimeSpan.Zero;

    /// <summary>A reply that never came.</summary>
    /// <param name="end">Why: <see cref="ReplyEnd.TimedOut"/>, <see cref="ReplyEnd.ConnectFailed"/> or <see cref="ReplyEnd.Reset"/>.</param>
    /// <param name="latency">Until the failure.</param>
    public static Reply Failed(ReplyEnd end, TimeSpan latency = default) => new() { End = end, Latency = latency };
}
