using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Linting;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Routing;

/// <summary>All routes, compiled: immutable, swapped as a whole. Safe for any number of threads.</summary>
public sealed class RouteTable
{
    private readonly RouteIndex _index = null!;

    /// <summary>A table without a route.</summary>
    public static RouteTable Empty { get; } = new() { Generation = "empty", Groups = [], Findings = [], Shadows = new Dictionary<string, ShadowRoute>() };

    /// <summary>A short text that is equal on all nodes that hold the same resources.</summary>
    public required string Generation { get; init; }

    /// <summary>The groups in evaluation order.</summary>
    public required IReadOnlyList<RouteGroup> Groups
    {
        get;
        init
        {
            field = value;
            _index = new RouteIndex(value);
        }
    }

    /// <summary>What reading and linting had to say.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Every shadow that is in use, by name.</summary>
    public required IReadOnlyDictionary<string, ShadowRoute> Shadows { get; init; }

    /// <summary>Where the resources in use name services.</summary>
    internal IReadOnlyList<ServiceReference> ServiceReferences { get; init; } = [];

    /// <summary>Finds the first group, in evaluation order, that takes the request.</summary>
    /// <param name="request">The request; a struct, so that this allocates nothing.</param>
    /// <param name="match">The group and the production Mapping chosen by weight.</param>
    /// <returns>False when nothing matches (the client gets 404).</returns>
    public bool TryMatch<TRequest>(in TRequest request, out RouteMatch match)
        where TRequest : struct, IRequestHead
    {
        var candidates = _index.CandidatesFor(request.Path, request.Authority);
        while (candidates.TryNext(out var group))
        {
            // The path's start is known to fit; Matches looks at what the index cannot tell.
            if (group.Matches(request) && group.Choice.Next() is { } production)
            {
                match = new RouteMatch(group, production);
                return true;
            }
        }

        match = default;
        return false;
    }
}

/// <summary>Where a request goes.</summary>
/// <param name="Group">The group that took it.</param>
/// <param name="Production">The member of the group that was chosen by weight.</param>
public readonly record struct RouteMatch(RouteGroup Group, ProductionRoute Production)
{
    /// <summary>The shadows that get a copy of the request.</summary>
    public IReadOnlyList<ShadowRoute> Shadows => Production.OwnShadows ?? Group.Shadows;
}
