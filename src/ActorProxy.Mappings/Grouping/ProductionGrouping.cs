using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Grouping;

/// <summary>Puts production Mappings into groups. Shadows have no part in it, whatever they say.</summary>
internal static class ProductionGrouping
{
    /// <summary>Ambassador's <c>CoreMappingKeys</c>, those that are not in the group's key anyway.</summary>
    private static readonly string[] CoreFields =
    [
        "prefix_regex", "prefix_exact", "bypass_auth", "circuit_breakers", "connect_timeout_ms", "cluster_idle_timeout_ms",
        "cluster_max_connection_lifetime_ms", "keepalive", "labels", "load_balancer",
    ];

    /// <summary>The groups by key.</summary>
    /// <param name="mappings">All Mappings in name order.</param>
    /// <param name="findings">Where findings go.</param>
    public static Dictionary<string, MappingGroup> Group(IEnumerable<MappingResource> mappings, List<Finding> findings)
    {
        var groups = new Dictionary<string, MappingGroup>(StringComparer.Ordinal);
        foreach (var mapping in mappings.Where(mapping => !mapping.IsShadow && mapping.HasHost))
        {
            var key = GroupKey.Of(mapping);
            if (!groups.TryGetValue(key, out var group))
                groups.Add(key, new MappingGroup(key, mapping));
            else if (RedirectConflict(group.First, mapping) is { } conflict)
                findings.Add(mapping.At(Severity.Error, FindingCodes.RedirectConflict, conflict, "host_redirect"));
            else if (Mismatches(group.First, mapping) is { Count: > 0 } fields)
                findings.Add(Mismatch(group.First, mapping, fields));
            else
                group.Add(mapping);
        }

        return groups;
    }

    /// <summary>A group either redirects, and then by one Mapping, or it does not.</summary>
    private static string? RedirectConflict(MappingResource first, MappingResource later) => (first.Redirect, later.Redirect) switch
    {
        (null, null) => null,
        (null, not null) => $"cannot accept {later.Id.Name} with host_redirect after mappings without host_redirect (eg {first.Id.Name})",
        (not null, null) => $"cannot accept {later.Id.Name} without host_redirect after {first.Id.Name} with host_redirect",
        _ => $"cannot accept {later.Id.Name} as second host_redirect after {first.Id.Name}",
    };

    /// <summary>The core fields that <paramref name="later"/> sets otherwise than <paramref name="first"/>. What it leaves out, it takes over.</summary>
    private static List<string> Mismatches(MappingResource first, MappingResource later) =>
        [.. CoreFields.Where(field => Said(later, field) is { } said && said != Said(first, field))];

    private static string? Said(MappingResource mapping, string field)
    {
        // An explicit false says no more than nothing; Ambassador's compiler trips over it, which nobody can mean.
        var said = mapping.Spec.CanonicalOf(field);
        return said == "false" ? null : said;
    }

    private static Finding Mismatch(MappingResource first, MappingResource later, List<string> fields) => later.At(
        Severity.Error,
        FindingCodes.MismatchedGroup,
        $"cannot accept new mapping {later.Id.Name} with mismatched {string.Join(", ", fields)}; all Mappings of a group must agree on it with {first.Id.Name}",
        fields[0]);
}
