using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;

namespace ActorProxy.Mappings.Linting;

/// <summary>A shadow that points where production points: each request would reach the service twice.</summary>
internal sealed class ShadowServiceRule : ILintRule
{
    /// <inheritdoc/>
    public void Check(LintContext context)
    {
        foreach (var (group, _) in context.Groups)
        {
            foreach (var shadow in group.Shadows.Select(shadow => shadow.Mapping))
            {
                var same = group.Productions.FirstOrDefault(production =>
                    (production.Service.Host, production.Service.Port) == (shadow.Service.Host, shadow.Service.Port));
                if (same is not null)
                {
                    context.Report(shadow.At(
                        Severity.Warning,
                        FindingCodes.ShadowIsProduction,
                        $"has the same service as {same.Id.Name}: production would get each request twice",
                        "service"));
                }
            }
        }
    }
}
