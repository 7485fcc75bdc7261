namespace ActorProxy.Mappings.Routing;

/// <summary>A production Mapping, compiled: one of the services that answer the requests of its group.</summary>
public sealed class ProductionRoute
{
    /// <summary>The Mapping's name: <c>name</c> in the node's own namespace, else <c>name.namespace</c>. Unique among production routes.</summary>
    public required string Name { get; init; }

    /// <summary>The service that answers.</summary>
    public required ServiceTarget Service { get; init; }

    /// <summary>The weight that the Mapping asks for, in percent; null when it gives none.</summary>
    public int? Weight { get; init; }

    /// <summary>The share of its group's requests that it really gets, in percent (semantics of Ambassador's canaries).</summary>
    public required double Share { get; init; }

    /// <summary>How long production may take from the end of the request to the head of its reply; null means no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How the path is rewritten.</summary>
    public required PathRewrite Rewrite { get; init; }
}
