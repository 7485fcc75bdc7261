using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;

namespace ActorProxy.Mappings.Linting;

/// <summary>Fields that a shadow Mapping may have and that do nothing there: copies are made of the request as production got it.</summary>
internal sealed class ShadowFieldRule : ILintRule
{
    private const string Policy = "; a ShadowPolicy can do that";

    private static readonly (string Field, string Hint)[] Fields =
    [
        ("rewrite", ": copies have the path that production got"),
        ("regex_rewrite", ": copies have the path that production got"),
        ("case_sensitive", ": production's counts"),
        ("host_rewrite", ": copies have production's Host with -shadow" + Policy + " (host)"),
        ("auto_host_rewrite", ": copies have production's Host with -shadow" + Policy + " (host: service)"),
        ("timeout_ms", Policy + " (timeout_ms)"),
        ("idle_timeout_ms", ""),
        ("retry_policy", ": copies are never sent twice"),
        ("add_request_headers", Policy + " (request_headers)"),
        ("remove_request_headers", Policy + " (request_headers)"),
        ("add_linkerd_headers", Policy + " (request_headers)"),
        ("add_response_headers", ": nobody sees the shadow's replies"),
        ("remove_response_headers", ": nobody sees the shadow's replies"),
        ("cors", ": nobody sees the shadow's replies"),
        ("allow_upgrade", ": upgraded connections are not copied"),
        ("use_websocket", ": upgraded connections are not copied"),
    ];

    /// <inheritdoc/>
    public void Check(LintContext context)
    {
        foreach (var shadow in context.Mappings.Where(mapping => mapping.IsShadow))
        {
            foreach (var (field, hint) in Fields)
            {
                if (shadow.Spec.Find(field) is not null)
                    context.Report(shadow.At(
                        Severity.Warning,
                        FindingCodes.ShadowFieldNoEffect,
                        $"spec.{field} has no effect on a shadow{hint}",
                        field));
            }
        }
    }
}
