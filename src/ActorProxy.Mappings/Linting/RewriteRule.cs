using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;
using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Linting;

/// <summary>What the default rewrite, or one like it, does beyond what one expects.</summary>
internal sealed class RewriteRule : ILintRule
{
    /// <inheritdoc/>
    public void Check(LintContext context)
    {
        foreach (var mapping in context.Mappings.Where(mapping => !mapping.IsShadow && mapping.Redirect is null && mapping.RegexRewrite is null))
        {
            if (mapping.Pattern.Path.Kind == PathPatternKind.Regex && mapping.Spec.Find("rewrite") is null)
            {
                context.Report(mapping.At(
                    Severity.Warning,
                    FindingCodes.RegexDefaultRewrite,
                    "the default rewrite replaces what a prefix_regex matched, which is the whole path: every request goes to /; write rewrite: \"\" to keep paths",
                    "prefix_regex"));
            }
            else if (DoublesSlash(mapping))
            {
                context.Report(mapping.At(
                    Severity.Notice,
                    FindingCodes.DoubleSlash,
                    $"{mapping.Prefix}/x goes to production as {mapping.Rewrite.Apply(mapping.Prefix + "/x")}; end the prefix with a slash, or write another rewrite",
                    "prefix"));
            }
        }
    }

    private static bool DoublesSlash(MappingResource mapping) =>
        mapping.Pattern.Path.Kind == PathPatternKind.Prefix
        && !mapping.Prefix.EndsWith('/')
        && mapping.Rewrite.Apply(mapping.Prefix + "/x").Contains("//", StringComparison.Ordinal);
}
