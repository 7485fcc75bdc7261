using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Linting;

/// <summary>What a node knows about its surroundings, for <see cref="ServiceLint"/>.</summary>
public sealed record LintFacts
{
    /// <summary>
    /// The endpoints of a service as <c>host:port</c>: from the services file, or by DNS; empty when the service is known and has none, null
    /// when nobody knows it.
    /// </summary>
    public required Func<ServiceTarget, IReadOnlyList<string>?> EndpointsOf { get; init; }

    /// <summary>Addresses as <c>host:port</c> on which this cluster's own edges listen.</summary>
    public IReadOnlyCollection<string> OwnListeners { get; init; } = [];
}
