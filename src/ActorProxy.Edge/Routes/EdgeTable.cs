using ActorProxy.Edge.Headers;
using ActorProxy.Edge.Upstreams;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using Yarp.ReverseProxy.Forwarder;

namespace ActorProxy.Edge.Routes;

/// <summary>A route table with all that forwarding needs. Immutable; swapped as a whole.</summary>
/// <param name="Routes">The table it was made of.</param>
/// <param name="Groups">Parallel to <see cref="RouteTable.Groups"/>.</param>
internal sealed record EdgeTable(RouteTable Routes, EdgeGroup[] Groups)
{
    public static EdgeTable Empty { get; } = new(RouteTable.Empty, []);
}

/// <summary>A group: where its requests go and where their copies are offered.</summary>
/// <param name="Route">The group it was made of.</param>
/// <param name="Productions">Its members that get requests; none where the proxy answers by itself.</param>
internal sealed record EdgeGroup(RouteGroup Route, EdgeProduction[] Productions)
{
    /// <summary>The member that routing chose.</summary>
    public EdgeProduction Find(ProductionRoute chosen)
    {
        foreach (var production in Productions)
        {
            if (ReferenceEquals(production.Route, chosen))
                return production;
        }

        throw new InvalidOperationException($"Production route '{chosen.Name}' is not a member of the group that matched.");
    }
}

/// <summary>A production Mapping, ready to be forwarded to.</summary>
internal sealed class EdgeProduction
{
    public required ProductionRoute Route { get; init; }

    public required ProductionClient Client { get; init; }

    public required ForwarderRequestConfig Config { get; init; }

    public required ProductionMeter Meter { get; init; }

    public required HeaderChanges RequestChanges { get; init; }

    public required HeaderChanges ResponseChanges { get; init; }

    /// <summary>Who gets copies of its requests.</summary>
    public required EdgeShadow[] Shadows { get; init; }

    /// <summary><see cref="ProductionRoute.Timeout"/> in milliseconds, as production is told it; null when there is none.</summary>
    public string? TimeoutText { get; init; }
}
