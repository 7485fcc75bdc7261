using ActorProxy.Mappings.Findings;

namespace ActorProxy.Mappings.Reading;

/// <summary>Fields of a Mapping that are read and do nothing, because they speak of parts that this proxy does not have.</summary>
internal static class FieldsWithoutEffect
{
    private static readonly (string Field, string Reason)[] Fields =
    [
        ("bypass_auth", "there is no authentication service here"),
        ("auth_context_extensions", "there is no authentication service here"),
        ("labels", "there is no rate limit service here"),
        ("rate_limits", "there is no rate limit service here"),
        ("resolver", "services are resolved by DNS or the services file"),
        ("dns_type", "all addresses of a name are used"),
        ("respect_dns_ttl", "names are looked up again all the time"),
        ("health_checks", "endpoints are not probed"),
        ("priority", "all requests have default priority"),
        ("modules", "modules are not read"),
        ("envoy_override", "there is no Envoy here"),
        ("error_response_overrides", "error replies cannot be overridden"),
        ("bypass_error_response_overrides", "error replies cannot be overridden"),
    ];

    /// <summary>Fields that need no effect to be right: documentation, and what Ambassador's conversion adds by itself.</summary>
    private static readonly string[] Silent = ["docs", "cluster_tag", "v2ExplicitTLS", "v2BoolHeaders", "v2BoolQueryParameters"];

    /// <summary>Reports those that are set.</summary>
    public static void Report(FieldReader spec)
    {
        spec.Accept(Silent);
        foreach (var (field, reason) in Fields)
        {
            if (spec.Has(field))
                spec.Log.Warning(FindingCodes.NoEffect, $"spec.{field} has no effect: {reason}", spec.LineOf(field), $"spec.{field}");
        }

        if (spec.Has("outlier_detection"))
            spec.Log.Error(
                FindingCodes.NotSupported,
                "outlier_detection is not supported",
                spec.LineOf("outlier_detection"),
                "spec.outlier_detection");
    }
}
