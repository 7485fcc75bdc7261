using System.Security.Cryptography;
using System.Text;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Gateway;
using ActorProxy.Mappings.Linting;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Grouping;

/// <summary>Builds the table from resources that were read without an error.</summary>
internal static class RouteTableBuilder
{
    /// <summary>Builds the table.</summary>
    /// <param name="resources">The resources, in any order; no two of one kind with the same name.</param>
    /// <param name="ownNamespace">The node's own namespace.</param>
    /// <param name="findings">What reading had to say; the table's findings begin with it.</param>
    public static RouteTable Build(IReadOnlyCollection<Resource> resources, string ownNamespace, IReadOnlyList<Finding> findings)
    {
        var all = new List<Finding>(findings);
        var mappings = resources.OfType<MappingResource>().OrderBy(mapping => mapping.Id.ToString(), StringComparer.Ordinal).ToList();
        var policies = resources.OfType<ShadowPolicyResource>().OrderBy(policy => policy.Id.ToString(), StringComparer.Ordinal);

        var httpRoutes = resources.OfType<HttpRouteResource>().ToArray();

        var groups = ProductionGrouping.Group(mappings, all);
        var binding = new PolicyBinding(policies, mappings, httpRoutes, all);
        new ShadowAttachment(groups, binding, all).Attach(mappings);

        var compiler = new GroupCompiler(ownNamespace, resources.OfType<TlsContextResource>(), all);
        var planned = EvaluationOrder.Merge(
            groups.Values
                .OrderBy(group => new EvaluationRank(group.First.Pattern, group.First.Precedence))
                .Select(group => Plan(group, compiler)),
            new HttpRouteCompiler(ownNamespace, binding, all).Compile(httpRoutes));
        var routes = planned.Select((group, index) => group.Compile(index)).ToArray();
        var mappingGroups = planned.Zip(routes)
            .Where(pair => pair.First.Mappings is not null)
            .Select(pair => (pair.First.Mappings!, pair.Second))
            .ToList();
        Linter.Check(new LintContext(mappings, mappingGroups, routes, [.. planned.Select(group => group.Owner)], all));

        return new RouteTable
        {
            Generation = Generation(resources),
            Groups = routes,
            Findings = all,
            ServiceReferences = [.. planned.SelectMany(group => group.Services).Distinct()],
            Shadows = ShadowsByName(routes),
        };
    }

    private static PlannedGroup Plan(MappingGroup group, GroupCompiler compiler) => new(
        group.First, group.First.Precedence, group.First.Prefix.Length, index => compiler.Compile(group, index), [.. References(group)], group);

    /// <summary>Several groups may share a shadow, where one rule has several matches.</summary>
    private static Dictionary<string, ShadowRoute> ShadowsByName(IEnumerable<RouteGroup> routes)
    {
        var shadows = new Dictionary<string, ShadowRoute>(StringComparer.Ordinal);
        foreach (var route in routes)
        {
            foreach (var shadow in route.Productions.SelectMany(production => production.OwnShadows ?? []).Concat(route.Shadows))
                shadows[shadow.Name] = shadow;
        }

        return shadows;
    }

    private static IEnumerable<ServiceReference> References(MappingGroup group)
    {
        var forwarding = group.Productions.Where(production => production.Redirect is null);
        foreach (var mapping in forwarding.Concat(group.Shadows.Select(shadow => shadow.Mapping)))
            yield return new ServiceReference(mapping, "service", mapping.Service);
        foreach (var policy in group.Shadows.Select(shadow => shadow.Policy).OfType<ShadowPolicyResource>())
        {
            if (policy.Settings.Compare?.Baseline is { } baseline)
                yield return new ServiceReference(policy, "compare", baseline);
        }
    }

    /// <summary>Equal wherever the resources stand and in whatever order they were read.</summary>
    private static string Generation(IEnumerable<Resource> resources)
    {
        var text = string.Join('\n', resources.Select(resource => resource.Fingerprint).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }
}
