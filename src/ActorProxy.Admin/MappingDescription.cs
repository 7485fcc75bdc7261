using ActorProxy.Admin.Api;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Admin;

/// <summary>Describes one Mapping of the table in force, with its place among the others.</summary>
internal sealed class MappingDescription(NodeViews node)
{
    /// <summary>The names of all Mappings in force.</summary>
    public IEnumerable<string> Names => node.Routes.Current.Groups.SelectMany(group => group.Productions).Select(production => production.Name)
        .Concat(node.Routes.Current.Shadows.Keys).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Describes a Mapping.</summary>
    /// <exception cref="RequestRefusedException">There is none of that name in force.</exception>
    public MappingDetailResponse Describe(string name)
    {
        var table = node.Routes.Current;
        if (table.Shadows.TryGetValue(name, out var shadow))
        {
            var groups = table.Groups.Where(group => Shadows(group).Contains(name));
            return new MappingDetailResponse(
                name, "shadow", shadow.Service.ToString(), [.. groups.Select(group => Membership(group, null))], null,
                ShadowDetailResponse.From(shadow, node.Control.Current), Findings(name));
        }

        var memberships = table.Groups.SelectMany(group => group.Productions.Where(production => production.Name == name).Select(production => (group, production))).ToList();
        if (memberships is [])
            throw new RequestRefusedException(404, $"there is no Mapping '{name}' in force{SimilarName.Hint(name, Names)}; 'mapping list' lists them, 'mapping errors' says what was rejected");

        var first = memberships[0].production;
        return new MappingDetailResponse(
            name, "production", first.Service.ToString(), [.. memberships.Select(one => Membership(one.group, one.production.Share))],
            ProductionDetailResponse.From(first), null, Findings(name));
    }

    // Findings name a resource together with its namespace; a route's name has it only when it is not the node's own.
    private IReadOnlyList<FindingResponse> Findings(string name) =>
    [
        .. node.Routes.Findings
            .Where(finding => finding.Resource == name || finding.Resource.StartsWith(name + ".", StringComparison.Ordinal))
            .Select(FindingResponse.From),
    ];

    private static MembershipResponse Membership(RouteGroup group, double? share) => new(
        group.Index, group.Key.Length == 0 ? group.Prefix : group.Key, share, [.. group.Productions.Select(production => production.Name)], [.. Shadows(group)]);

    private static IEnumerable<string> Shadows(RouteGroup group) =>
        group.Shadows.Concat(group.Productions.SelectMany(production => production.OwnShadows ?? [])).Select(shadow => shadow.Name).Distinct();
}
