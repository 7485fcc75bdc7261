namespace ActorProxy.Mappings.Routing.Policies;

/// <summary>When a request to production is sent again (Envoy's <c>retry_on</c>, those that Ambassador takes).</summary>
[Flags]
public enum RetryConditions
{
    /// <summary>Never.</summary>
    None = 0,

    /// <summary>Any status of 500 and above, and any failure without a reply.</summary>
    ServerError = 1,

    /// <summary>Status 502, 503 or 504, and any failure without a reply.</summary>
    GatewayError = 2,

    /// <summary>No connection could be made.</summary>
    ConnectFailure = 4,

    /// <summary>Status 409.</summary>
    Retriable4xx = 8,

    /// <summary>The upstream refused the HTTP/2 stream before it did anything.</summary>
    RefusedStream = 16,
}

/// <summary>How a try ended without a reply.</summary>
public enum UpstreamFailure
{
    /// <summary>No connection could be made.</summary>
    ConnectFailed,

    /// <summary>The upstream refused the HTTP/2 stream.</summary>
    RefusedStream,

    /// <summary>The connection broke before the head of the reply was there.</summary>
    Reset,

    /// <summary>The time limit of the try passed (not the one of the whole request, after which nothing is tried again).</summary>
    TryTimedOut,
}

/// <summary>Retries of production requests; copies are never sent twice.</summary>
public sealed record RetryPolicy
{
    /// <summary>When to try again.</summary>
    public required RetryConditions On { get; init; }

    /// <summary>How often at most, the first try not counted. Default 1.</summary>
    public int MaxRetries { get; init; } = 1;

    /// <summary>Time limit of one try; null means only the request's own limit.</summary>
    public TimeSpan? PerTryTimeout { get; init; }

    /// <summary>Whether a reply with this status calls for another try.</summary>
    public bool Covers(int status) =>
        (On.HasFlag(RetryConditions.ServerError) && status >= 500)
        || (On.HasFlag(RetryConditions.GatewayError) && status is >= 502 and <= 504)
        || (On.HasFlag(RetryConditions.Retriable4xx) && status == 409);

    /// <summary>Whether a failure without a reply calls for another try.</summary>
    public bool Covers(UpstreamFailure failure)
    {
        // Envoy counts a missing reply as the 5xx that the client would get for it.
        if ((On & (RetryConditions.ServerError | RetryConditions.GatewayError)) != 0)
            return true;
        return failure switch
        {
            UpstreamFailure.ConnectFailed => On.HasFlag(RetryConditions.ConnectFailure),
            UpstreamFailure.RefusedStream => On.HasFlag(RetryConditions.RefusedStream),
            _ => false,
        };
    }
}
