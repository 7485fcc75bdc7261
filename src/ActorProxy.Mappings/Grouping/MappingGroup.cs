using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Grouping;

/// <summary>The Mappings of one group, while the table is being built.</summary>
internal sealed class MappingGroup(string key, MappingResource first)
{
    private readonly List<MappingResource> _productions = [first];
    private readonly List<AttachedShadow> _shadows = [];

    /// <summary>What the members have in common.</summary>
    public string Key { get; } = key;

    /// <summary>The first production Mapping in name order; what the group matches is what it says.</summary>
    public MappingResource First => _productions[0];

    /// <summary>The production Mappings in name order.</summary>
    public IReadOnlyList<MappingResource> Productions => _productions;

    /// <summary>The shadows in name order.</summary>
    public IReadOnlyList<AttachedShadow> Shadows => _shadows;

    /// <summary>Adds a production Mapping.</summary>
    public void Add(MappingResource production) => _productions.Add(production);

    /// <summary>Adds a shadow.</summary>
    public void Add(AttachedShadow shadow) => _shadows.Add(shadow);
}

/// <summary>A shadow Mapping with the policy that refines it, if there is one.</summary>
internal sealed record AttachedShadow(MappingResource Mapping, ShadowPolicyResource? Policy);
