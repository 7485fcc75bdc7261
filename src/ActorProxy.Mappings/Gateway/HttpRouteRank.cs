using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Gateway;

/// <summary>
/// The place of a match among all of all HTTPRoutes (Gateway API: <c>HTTPRouteRule.matches</c> and <c>HTTPRouteSpec.hostnames</c>): the more
/// exact host, exact path, regular expression, longer prefix, method, more headers, more query parameters, the older route, its name, the order in it.
/// </summary>
internal readonly record struct HttpRouteRank(HostPattern Host, HttpRouteMatch Match, HttpRouteResource Route) : IComparable<HttpRouteRank>
{
    /// <summary>Negative when this one is asked before <paramref name="other"/>. Matches of one route that are equal so far keep their order.</summary>
    public int CompareTo(HttpRouteRank other)
    {
        var order = other.Numbers().CompareTo(Numbers());
        if (order != 0)
            return order;

        order = string.CompareOrdinal(Age(Route), Age(other.Route));
        return order != 0 ? order : string.CompareOrdinal(Qualified(Route.Id), Qualified(other.Route.Id));
    }

    private (int, int, int, int, int, int, int) Numbers() => (
        Host.Kind switch { HostPatternKind.Exact => 2, HostPatternKind.Any => 0, _ => 1 },
        Host.Text.Length,
        Match.Path.Kind switch { PathPatternKind.Exact => 2, PathPatternKind.Regex => 1, _ => 0 },
        Match.Path.Text.Length,
        Match.Method is null ? 0 : 1,
        Match.Headers.Count,
        Match.Query.Count);

    /// <summary>A route without a time counts as new.</summary>
    private static string Age(HttpRouteResource route) => route.CreationTimestamp.Length == 0 ? "~" : route.CreationTimestamp;

    private static string Qualified(ResourceId id) => $"{id.Namespace}/{id.Name}";
}
