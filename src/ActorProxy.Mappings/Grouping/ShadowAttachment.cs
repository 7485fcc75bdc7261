using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Grouping;

/// <summary>Attaches shadow Mappings to the groups of production Mappings whose key they share.</summary>
internal sealed class ShadowAttachment(Dictionary<string, MappingGroup> groups, PolicyBinding policies, List<Finding> findings)
{
    private static readonly string[] PathKindFields = ["prefix_regex", "prefix_exact"];

    /// <summary>Attaches the shadows.</summary>
    /// <param name="mappings">All Mappings in name order.</param>
    public void Attach(IEnumerable<MappingResource> mappings)
    {
        foreach (var shadow in mappings.Where(mapping => mapping.IsShadow && mapping.HasHost))
        {
            if (!groups.TryGetValue(GroupKey.Of(shadow), out var group))
                findings.Add(Orphan(shadow));
            else if (OtherPathKind(shadow, group.First) is { } field)
                findings.Add(Orphan(shadow, group.First, [field]));
            else
                Attach(shadow, group);
        }
    }

    private void Attach(MappingResource shadow, MappingGroup group)
    {
        if (group.First.Redirect is not null)
        {
            findings.Add(shadow.At(
                Severity.Error,
                FindingCodes.ShadowOnRedirect,
                $"{group.First.Id} answers with a redirect: there is nothing to copy",
                "shadow"));
            return;
        }

        var policy = policies.For(shadow.Id);
        var first = group.Shadows.FirstOrDefault(other => other.Policy is not { IsAdditional: true });
        if (first is null || policy is { IsAdditional: true })
        {
            group.Add(new AttachedShadow(shadow, policy));
            return;
        }

        // Under the rejected Mapping, where its author looks, and under the group, where Ambassador says it.
        var message = $"cannot accept {shadow.Id.Name} as second shadow after {first.Mapping.Id.Name}";
        findings.Add(shadow.At(Severity.Error, FindingCodes.SecondShadow, message, "shadow"));
        findings.Add(group.First.At(Severity.Error, FindingCodes.SecondShadow, message));
    }

    /// <summary>A shadow takes over how production reads the prefix, unless it says otherwise itself.</summary>
    private static string? OtherPathKind(MappingResource shadow, MappingResource production) =>
        PathKindFields.FirstOrDefault(field =>
            shadow.Spec.CanonicalOf(field) is { } said && said != (production.Spec.CanonicalOf(field) ?? "false"));

    private Finding Orphan(MappingResource shadow)
    {
        var parts = GroupKey.Parts(shadow);
        MappingResource? nearest = null;
        var best = (Differing: int.MaxValue, OtherHost: true, Common: 0);
        foreach (var group in groups.Values)
        {
            // Of those that differ in as much, one on the same host is meant rather than one that happens to have the same prefix elsewhere.
            var different = GroupKey.Parts(group.First).Zip(parts).Where(pair => pair.First.Value != pair.Second.Value).Select(pair => pair.First.Key).ToList();
            var distance = (different.Count, different.Contains("hostname"), -group.First.Prefix.AsSpan().CommonPrefixLength(shadow.Prefix));
            if (distance.CompareTo(best) < 0)
                (nearest, best) = (group.First, distance);
        }

        return nearest is null
            ? shadow.At(
                Severity.Error,
                FindingCodes.ShadowWithoutProduction,
                "there is no production Mapping that this shadow could belong to")
            : Orphan(
                shadow,
                nearest,
                [.. parts.Zip(GroupKey.Parts(nearest)).Where(pair => pair.First.Value != pair.Second.Value).Select(pair => pair.First.Key)]);
    }

    private static Finding Orphan(MappingResource shadow, MappingResource nearest, IReadOnlyList<string> differing)
    {
        var differences = string.Join(
            "; ",
            differing.Select(field => $"{field} is {Show(shadow, field)} here and {Show(nearest, field)} there"));
        return shadow.At(
            Severity.Error,
            FindingCodes.ShadowWithoutProduction,
            $"no production Mapping matches the same requests as this shadow; nearest is {nearest.Id}: {differences}",
            shadow.Spec.Find(differing[0]) is null ? null : differing[0]);
    }

    private static string Show(MappingResource mapping, string field) => field switch
    {
        "prefix" => mapping.Prefix,
        "hostname" => mapping.Pattern.Host.Text,
        "method" => mapping.Pattern.Method?.Text ?? "any",
        "headers" => Words(mapping.Pattern.Headers),
        "query_parameters" => Words(mapping.Pattern.Query),
        "precedence" => mapping.Precedence.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => mapping.Spec.CanonicalOf(field) ?? "false",
    };

    private static string Words(IReadOnlyList<Matching.NamedMatch> matches) =>
        matches.Count == 0 ? "none" : string.Join(' ', matches.Select(match => match.Name + match.Value));
}
