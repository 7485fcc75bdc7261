using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Linting;

/// <summary>A Mapping that looks like a shadow and is production: without a weight it takes its part of the real traffic.</summary>
internal sealed class HiddenCanaryRule : ILintRule
{
    /// <inheritdoc/>
    public void Check(LintContext context)
    {
        foreach (var (group, route) in context.Groups)
        {
            for (var i = 0; i < group.Productions.Count && group.Productions.Count > 1; i++)
            {
                var mapping = group.Productions[i];
                var share = route.Productions[i].Share;
                if (mapping.Weight is null && share > 0 && LooksLikeShadow(mapping))
                {
                    context.Report(mapping.At(
                        Severity.Warning,
                        FindingCodes.HiddenCanary,
                        $"is not a shadow: it answers {share} % of the requests of its group; write shadow: true to send copies, or a weight to keep it a canary",
                        "shadow"));
                }
            }
        }
    }

    private static bool LooksLikeShadow(MappingResource mapping) =>
        mapping.Spec.Find("shadow") is not null || mapping.Id.Name.Contains("shadow", StringComparison.OrdinalIgnoreCase);
}
