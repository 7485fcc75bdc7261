using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Gateway;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Grouping;

/// <summary>Which ShadowPolicy refines which shadow: a Mapping, or a mirror of an HTTPRoute.</summary>
internal sealed class PolicyBinding
{
    private readonly Dictionary<ResourceId, ShadowPolicyResource> _byShadow = [];

    /// <summary>Binds policies to shadows and reports those that bind to nothing.</summary>
    /// <param name="policies">All policies in name order.</param>
    /// <param name="mappings">All Mappings.</param>
    /// <param name="routes">All HTTPRoutes.</param>
    /// <param name="findings">Where findings go.</param>
    public PolicyBinding(
        IEnumerable<ShadowPolicyResource> policies, IReadOnlyCollection<MappingResource> mappings, IReadOnlyCollection<HttpRouteResource> routes, List<Finding> findings)
    {
        var byName = mappings.ToDictionary(mapping => mapping.Id);
        var mirrors = routes.SelectMany(HttpRouteNames.Mirrors).ToHashSet();
        foreach (var policy in policies)
        {
            var named = Named(policy);
            if (named.Any(mirrors.Contains))
            {
                Bind(policy, named.First(mirrors.Contains), findings);
                if (policy.IsAdditional)
                    findings.Add(policy.At(Severity.Warning, FindingCodes.NoEffect, "an HTTPRoute may have any number of mirrors", "additional"));
            }
            else if (!named.Any(byName.ContainsKey))
            {
                findings.Add(policy.At(Severity.Error, FindingCodes.PolicyTarget, $"there is no Mapping {policy.Mapping}{Mirrors(named, routes)}", "mapping"));
            }
            else if (byName[named.First(byName.ContainsKey)] is { IsShadow: true } shadow)
            {
                Bind(policy, shadow.Id, findings);
            }
            else
            {
                findings.Add(policy.At(
                    Severity.Error,
                    FindingCodes.PolicyTarget,
                    $"{policy.Mapping} is a production Mapping; a policy refines shadows",
                    "mapping"));
            }
        }
    }

    /// <summary>The policy of a shadow, or null.</summary>
    public ShadowPolicyResource? For(ResourceId shadow) => _byShadow.GetValueOrDefault(shadow);

    private void Bind(ShadowPolicyResource policy, ResourceId shadow, List<Finding> findings)
    {
        if (!_byShadow.TryAdd(shadow, policy))
            findings.Add(policy.At(
                Severity.Error,
                FindingCodes.SecondPolicy,
                $"{policy.Mapping} already has the policy {_byShadow[shadow].Id}",
                "mapping"));
    }

    // name, or name.namespace; names may have dots, namespaces not.
    private static ResourceId[] Named(ShadowPolicyResource policy)
    {
        var dot = policy.Mapping.LastIndexOf('.');
        return
        [
            new ResourceId(policy.Mapping, policy.Id.Namespace),
            .. dot < 0 ? [] : new[] { new ResourceId(policy.Mapping[..dot], policy.Mapping[(dot + 1)..]) },
        ];
    }

    /// <summary>Who names an HTTPRoute, or a part of it, means one of its mirrors.</summary>
    private static string Mirrors(ResourceId[] named, IEnumerable<HttpRouteResource> routes)
    {
        var meant = routes.FirstOrDefault(route => named.Any(id =>
            id.Namespace == route.Id.Namespace && (id.Name == route.Id.Name || id.Name.StartsWith($"{route.Id.Name}_", StringComparison.Ordinal))));
        if (meant is null) return "";
        var mirrors = HttpRouteNames.Mirrors(meant).Select(mirror => mirror.Name).ToArray();
        return mirrors.Length == 0 ? $"; the HTTPRoute {meant.Id} has no mirror" : $"; the mirrors of the HTTPRoute {meant.Id} are {string.Join(", ", mirrors)}";
    }
}
