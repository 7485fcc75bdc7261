namespace ActorProxy.Shadowing.Accounting;

/// <summary>Where a copy ended: every eligible request ends in exactly one of these, for each shadow of its group.</summary>
/// <remarks>The numbers are part of the wire format: never reuse one. The public names are <see cref="CopyOutcomes.Name"/>'s.</remarks>
public enum CopyOutcome
{
    /// <summary>The sample point lay outside the weight.</summary>
    SampledOut = 0,

    /// <summary>The policy does not copy this method.</summary>
    SkippedMethod = 1,

    /// <summary>An upgrade (WebSocket) or CONNECT; never copied.</summary>
    SkippedUpgrade = 2,

    /// <summary>The request is itself a copy.</summary>
    SkippedLoop = 3,

    /// <summary>The shadow, or all copying, was paused.</summary>
    Paused = 4,

    /// <summary>The client left before its request was complete, or before production was asked.</summary>
    Aborted = 5,

    /// <summary>The body was larger than <c>max_body_bytes</c>.</summary>
    BodyTooLarge = 6,

    /// <summary>The byte budget at the edge was full.</summary>
    DroppedBufferFull = 7,

    /// <summary>Handed to the cluster, and nobody reported an end in time (a node died, a message was lost).</summary>
    Unconfirmed = 8,

    /// <summary>Older than <c>max_age_ms</c> before it could be sent.</summary>
    Expired = 9,

    /// <summary>The weight had been lowered when the copy reached its dispatcher.</summary>
    DroppedWeight = 10,

    /// <summary>The shadow had been paused when the copy reached its dispatcher.</summary>
    DroppedPaused = 11,

    /// <summary>Over <c>max_copies_per_second</c>.</summary>
    DroppedRate = 12,

    /// <summary>The circuit breaker was open: the shadow had failed too often in a row.</summary>
    DroppedCircuitOpen = 13,

    /// <summary>The dispatcher's node does not know the mapping.</summary>
    UnknownMapping = 14,

    /// <summary>The shadow answered (with any status).</summary>
    Answered = 15,

    /// <summary>The shadow did not answer in time.</summary>
    TimedOut = 16,

    /// <summary>No connection could be made to the shadow.</summary>
    ConnectFailed = 17,

    /// <summary>The connection broke, or what came was not HTTP, before the reply was complete.</summary>
    Reset = 18,
}

/// <summary>The closed list of outcomes and their public names.</summary>
public static class CopyOutcomes
{
    /// <summary>How many outcomes there are.</summary>
    public const int Count = 19;

    private static readonly string[] Names =
    [
        "sampled_out", "skipped_method", "skipped_upgrade", "skipped_loop", "paused", "aborted", "body_too_large", "dropped_buffer_full",
        "unconfirmed", "expired", "dropped_weight", "dropped_paused", "dropped_rate", "dropped_circuit_open", "unknown_mapping",
        "answered", "timed_out", "connect_failed", "reset",
    ];

    /// <summary>All outcomes in the order of a copy's way.</summary>
    public static IReadOnlyList<CopyOutcome> All { get; } = [.. Enumerable.Range(0, Count).Select(i => (CopyOutcome)i)];

    /// <summary>The name used in the admin API, <c>pbm</c> and Prometheus, such as <c>dropped_buffer_full</c>.</summary>
    public static string Name(this CopyOutcome outcome) => Names[(int)outcome];
}
