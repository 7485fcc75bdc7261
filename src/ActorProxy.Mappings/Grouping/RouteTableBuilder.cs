using System.Security.Cryptography;
using System.Text;
using ActorProxy.Mappings.Findings;
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

        var groups = ProductionGrouping.Group(mappings, all);
        var binding = new PolicyBinding(policies, mappings, all);
        new ShadowAttachment(groups, binding, all).Attach(mappings);

        foreach (var group in groups.Values)
            WeightChecks.Check(group, all);

        var compiler = new GroupCompiler(ownNamespace, resources.OfType<TlsContextResource>(), all);
        var routes = groups.Values
            .OrderBy(group => new EvaluationRank(group.First.Pattern, group.First.Precedence))
            .Select((group, index) => compiler.Compile(group, index))
            .ToArray();

        return new RouteTable
        {
            Generation = Generation(resources),
            Groups = routes,
            Findings = all,
            Shadows = routes.SelectMany(route => route.Shadows).ToDictionary(shadow => shadow.Name, StringComparer.Ordinal),
        };
    }

    /// <summary>Equal wherever the resources stand and in whatever order they were read.</summary>
    private static string Generation(IEnumerable<Resource> resources)
    {
        var text = string.Join('\n', resources.Select(resource => resource.Fingerprint).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }
}
