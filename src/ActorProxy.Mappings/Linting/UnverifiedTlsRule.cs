using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;

namespace ActorProxy.Mappings.Linting;

/// <summary>TLS to a service whose certificate nobody looks at, as in Ambassador.</summary>
internal sealed class UnverifiedTlsRule : ILintRule
{
    /// <inheritdoc/>
    public void Check(LintContext context)
    {
        foreach (var (group, route) in context.Groups.Where(pair => pair.Route.Redirect is null))
        {
            var members = group.Productions.Zip(route.Productions.Select(production => (production.Service, production.Upstream)))
                .Concat(group.Shadows.Select(shadow => shadow.Mapping).Zip(route.Shadows.Select(shadow => (shadow.Service, shadow.Upstream))));
            foreach (var (mapping, (service, upstream)) in members)
            {
                if (service.Scheme == "https" && upstream.Tls is not { VerifiesServer: true })
                {
                    context.Report(mapping.At(
                        Severity.Warning,
                        FindingCodes.UnverifiedTls,
                        $"the certificate of {service} is not verified; name a TLSContext with cacert_chain_file in spec.tls",
                        "service"));
                }
            }
        }
    }
}
