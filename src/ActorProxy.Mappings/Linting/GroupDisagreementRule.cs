using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;

namespace ActorProxy.Mappings.Linting;

/// <summary>Fields that hold for the whole group, while its production Mappings say different things.</summary>
internal sealed class GroupDisagreementRule : ILintRule
{
    /// <summary>Of these the last production Mapping in name order that sets one counts (Ambassador).</summary>
    private static readonly string[] LastCounts =
        ["regex_rewrite", "retry_policy", "cors", "allow_upgrade", "use_websocket", "remove_request_headers", "remove_response_headers"];

    /// <summary>Of these the first one's counts: they say what the group matches.</summary>
    private static readonly string[] FirstCounts = ["case_sensitive"];

    /// <inheritdoc/>
    public void Check(LintContext context)
    {
        foreach (var (group, _) in context.Groups.Where(pair => pair.Group.Productions.Count > 1))
        {
            foreach (var field in LastCounts)
                Check(group, field, lastCounts: true, context);
            foreach (var field in FirstCounts)
                Check(group, field, lastCounts: false, context);
        }
    }

    private static void Check(MappingGroup group, string field, bool lastCounts, LintContext context)
    {
        var said = group.Productions.Select(production => production.Spec.CanonicalOf(field)).ToList();
        if (said.Distinct().Count() < 2)
            return;

        var winner = lastCounts ? group.Productions[said.FindLastIndex(text => text is not null)] : group.First;
        foreach (var production in group.Productions.Where(production => production.Spec.CanonicalOf(field) != winner.Spec.CanonicalOf(field)))
        {
            context.Report(production.At(
                Severity.Warning,
                FindingCodes.GroupDisagreement,
                $"spec.{field} holds for the whole group: what {winner.Id.Name} says counts here too",
                field));
        }
    }
}
