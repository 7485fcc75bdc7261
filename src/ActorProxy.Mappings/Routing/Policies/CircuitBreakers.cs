namespace ActorProxy.Mappings.Routing.Policies;

/// <summary>
/// Limits on what is under way to one service (Envoy's thresholds of default priority). What is above is answered 503 at once.
/// </summary>
public sealed record CircuitBreakers
{
    /// <summary>Envoy's defaults: 1,024 each, 3 retries.</summary>
    public static CircuitBreakers Default { get; } = new();

    /// <summary>Connections.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>Requests that wait for a connection.</summary>
    public int MaxPendingRequests { get; init; } = 1024;

    /// <summary>Requests under way.</summary>
    public int MaxRequests { get; init; } = 1024;

    /// <summary>Retries under way.</summary>
    public int MaxRetries { get; init; } = 3;
}
