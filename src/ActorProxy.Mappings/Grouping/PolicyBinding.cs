using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Grouping;

/// <summary>Which ShadowPolicy refines which shadow Mapping.</summary>
internal sealed class PolicyBinding
{
    private readonly Dictionary<ResourceId, ShadowPolicyResource> _byMapping = [];

    /// <summary>Binds policies to Mappings and reports those that bind to nothing.</summary>
    /// <param name="policies">All policies in name order.</param>
    /// <param name="mappings">All Mappings.</param>
    /// <param name="findings">Where findings go.</param>
    public PolicyBinding(IEnumerable<ShadowPolicyResource> policies, IReadOnlyCollection<MappingResource> mappings, List<Finding> findings)
    {
        var byName = mappings.ToDictionary(mapping => mapping.Id);
        foreach (var policy in policies)
        {
            if (Find(policy, byName) is not { } mapping)
                findings.Add(policy.At(Severity.Error, FindingCodes.PolicyTarget, $"there is no Mapping {policy.Mapping}", "mapping"));
            else if (!mapping.IsShadow)
                findings.Add(policy.At(
                    Severity.Error,
                    FindingCodes.PolicyTarget,
                    $"{policy.Mapping} is a production Mapping; a policy refines shadows",
                    "mapping"));
            else if (!_byMapping.TryAdd(mapping.Id, policy))
                findings.Add(policy.At(
                    Severity.Error,
                    FindingCodes.SecondPolicy,
                    $"{policy.Mapping} already has the policy {_byMapping[mapping.Id].Id}",
                    "mapping"));
        }
    }

    /// <summary>The policy of a shadow, or null.</summary>
    public ShadowPolicyResource? For(MappingResource shadow) => _byMapping.GetValueOrDefault(shadow.Id);

    private static MappingResource? Find(ShadowPolicyResource policy, Dictionary<ResourceId, MappingResource> mappings)
    {
        if (mappings.TryGetValue(new ResourceId(policy.Mapping, policy.Id.Namespace), out var mapping))
            return mapping;

        // name.namespace; names may have dots, namespaces not.
        var dot = policy.Mapping.LastIndexOf('.');
        return dot < 0 ? null : mappings.GetValueOrDefault(new ResourceId(policy.Mapping[..dot], policy.Mapping[(dot + 1)..]));
    }
}
