using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Gateway;

/// <summary>
/// How the parts of an HTTPRoute are known, to operators and to ShadowPolicies: <c>shop_rule1</c>, <c>shop_rule1_backend2</c>,
/// <c>shop_rule1_mirror1</c>. No Mapping can have such a name, since Kubernetes allows no underscores.
/// </summary>
internal static class HttpRouteNames
{
    /// <summary>A rule of a route, by its own name or its number.</summary>
    public static string Rule(HttpRouteResource route, int at) => $"{route.Id.Name}_{route.Rules[at].Name ?? $"rule{at + 1}"}";

    /// <summary>A backend of a rule; the only one has the rule's name.</summary>
    public static string Backend(HttpRouteRule rule, string name, int at) => rule.Backends.Count == 1 ? name : Numbered(name, at);

    /// <summary>A mirror that a rule has for all its backends.</summary>
    public static ResourceId Mirror(HttpRouteResource route, string name, int at) => new($"{name}_mirror{at + 1}", route.Id.Namespace);

    /// <summary>A mirror that a backend has of its own. Not by the backend's name: the rule's mirrors would have the same.</summary>
    public static ResourceId Mirror(HttpRouteResource route, string name, int backend, int at) => Mirror(route, Numbered(name, backend), at);

    /// <summary>All mirrors of a route.</summary>
    public static IEnumerable<ResourceId> Mirrors(HttpRouteResource route)
    {
        for (var i = 0; i < route.Rules.Count; i++)
        {
            var (rule, name) = (route.Rules[i], Rule(route, i));
            for (var m = 0; m < rule.Filters.Mirrors.Count; m++) yield return Mirror(route, name, m);
            for (var b = 0; b < rule.Backends.Count; b++)
            {
                for (var m = 0; m < rule.Backends[b].Filters.Mirrors.Count; m++) yield return Mirror(route, name, b, m);
            }
        }
    }

    private static string Numbered(string name, int backend) => $"{name}_backend{backend + 1}";
}
