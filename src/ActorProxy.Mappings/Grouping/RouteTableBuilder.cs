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

        var routes = groups.Values
            .OrderBy(group => new EvaluationRank(group.First.Pattern, group.First.Precedence))
            .Select((group, index) => Compile(group, index, ownNamespace, all))
            .ToArray();

        return new RouteTable
        {
            Generation = Generation(resources),
            Groups = routes,
            Findings = all,
            Shadows = routes.SelectMany(route => route.Shadows).ToDictionary(shadow => shadow.Name, StringComparer.Ordinal),
        };
    }

    private static RouteGroup Compile(MappingGroup group, int index, string ownNamespace, List<Finding> findings)
    {
        ReportWeights(group, findings);
        var shares = CanaryShares.Of([.. group.Productions.Select(production => production.Weight)]);
        return new RouteGroup
        {
            Index = index,
            Prefix = group.First.Prefix,
            Pattern = group.First.Pattern,
            Precedence = group.First.Precedence,
            Key = GroupKey.Display(group.First.Pattern),
            Productions = [.. group.Productions.Select((production, i) => Compile(production, shares[i], ownNamespace))],
            Shadows = [.. group.Shadows.Select(shadow => Compile(shadow, ownNamespace))],
        };
    }

    private static ProductionRoute Compile(MappingResource mapping, double share, string ownNamespace) => new()
    {
        Name = mapping.Id.NameIn(ownNamespace),
        Service = mapping.Service,
        Weight = mapping.Weight,
        Share = share,
        Timeout = mapping.Timeout,
        Rewrite = mapping.Rewrite,
    };

    private static ShadowRoute Compile(AttachedShadow shadow, string ownNamespace) => new()
    {
        Name = shadow.Mapping.Id.NameIn(ownNamespace),
        Service = shadow.Mapping.Service,
        Weight = shadow.Policy?.Weight ?? shadow.Mapping.Weight ?? 100,
        Settings = shadow.Policy?.Settings ?? ShadowSettings.Default,
    };

    private static void ReportWeights(MappingGroup group, List<Finding> findings)
    {
        foreach (var production in group.Productions.Where(production => production.Weight > 100))
        {
            var consequence = group.Productions.Count == 1 ? "alone in its group, it gets all requests" : "its whole group gets no traffic";
            findings.Add(production.At(
                Severity.Error, FindingCodes.WeightOutOfRange, $"spec.weight must be from 0 to 100, not {production.Weight}; {consequence}", "weight"));
        }

        var weighted = group.Productions.Where(production => production.Weight is not null).ToList();
        if (group.Productions.Count > 1 && weighted.All(production => production.Weight <= 100) && weighted.Sum(production => production.Weight) > 100)
        {
            findings.Add(group.First.At(
                Severity.Error,
                FindingCodes.WeightSumAbove100,
                $"Total weight of mappings exceeds 100: {string.Join(", ", weighted.Select(production => $"{production.Id.Name} {production.Weight}"))}; what is above goes to nobody, in name order",
                "weight"));
        }
    }

    /// <summary>Equal wherever the resources stand and in whatever order they were read.</summary>
    private static string Generation(IEnumerable<Resource> resources)
    {
        var text = string.Join('\n', resources.Select(resource => resource.Fingerprint).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }
}
