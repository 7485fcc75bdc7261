namespace ActorProxy.Mappings.Linting;

/// <summary>All rules that need nothing but the resources. Those that need to know services are in <see cref="ServiceLint"/>.</summary>
internal static class Linter
{
    private static readonly ILintRule[] Rules =
    [
        new WeightRule(),
        new HiddenCanaryRule(),
        new GroupDisagreementRule(),
        new ShadowFieldRule(),
        new ShadowServiceRule(),
        new RewriteRule(),
        new UnverifiedTlsRule(),
        new UnreachableRule(),
    ];

    /// <summary>Applies them.</summary>
    public static void Check(LintContext context)
    {
        foreach (var rule in Rules)
            rule.Check(context);
    }
}
