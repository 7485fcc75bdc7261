using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Reading;

/// <summary>Every field with every kind of value: what is not understood is a finding about that field, and nothing else happens.</summary>
public sealed class WrongTypeTests
{
    private static readonly string[] Values = ["7", "-7.5", "1e400", "text", "''", "true", "[]", "[a]", "[[a]]", "[{a: b}]", "{}", "{a: b}", "{a: {b: c}}", "~", "!!binary x"];

    private static readonly string[] MappingFields =
    [
        "ambassador_id", "prefix_regex", "prefix_exact", "case_sensitive", "host", "host_regex", "method", "method_regex", "headers", "regex_headers",
        "query_parameters", "regex_query_parameters", "precedence", "rewrite", "regex_rewrite", "host_rewrite", "auto_host_rewrite", "weight", "shadow",
        "timeout_ms", "idle_timeout_ms", "connect_timeout_ms", "cluster_idle_timeout_ms", "cluster_max_connection_lifetime_ms", "retry_policy",
        "add_request_headers", "add_response_headers", "remove_request_headers", "remove_response_headers", "cors", "load_balancer", "circuit_breakers",
        "keepalive", "labels", "bypass_auth", "tls", "grpc", "resolver", "stats_name", "cluster_tag", "allow_upgrade", "use_websocket", "host_redirect",
        "path_redirect", "prefix_redirect", "regex_redirect", "redirect_response_code", "priority", "add_linkerd_headers", "docs", "modules",
        "envoy_override", "outlier_detection", "error_response_overrides", "enable_ipv4", "enable_ipv6", "dns_type", "respect_dns_ttl", "health_checks",
    ];

    private static readonly string[] PolicyFields =
    [
        "additional", "weight", "sample_by", "order_by", "methods", "host", "request_headers", "timeout_ms", "max_body_bytes", "max_in_flight",
        "max_copies_per_second", "max_age_ms", "lanes", "compare",
    ];

    public static TheoryData<string> MappingFieldNames => [.. MappingFields];

    public static TheoryData<string> PolicyFieldNames => [.. PolicyFields];

    [Theory]
    [MemberData(nameof(MappingFieldNames))]
    public void A_Mapping_field_of_any_type_is_taken_or_named_in_a_finding(string field)
    {
        foreach (var version in new[] { "v2", "v3alpha1" })
        {
            foreach (var value in Values)
            {
                var table = Tables.Load(
                    Tables.Mapping("m", "/a/", $"{field}: {value}").Replace("v3alpha1", version, StringComparison.Ordinal), Tables.Mapping("other", "/other/"));

                Assert.Equal("other", table.Route(new("/other/")));
                Assert.DoesNotContain(table.Findings, finding => finding.Code is FindingCodes.UnknownField && finding.Field == $"spec.{field}");
                if (table.Groups.Count < 2)
                    Assert.Contains(table.Findings, finding => finding.Resource == "m.default" && finding.Severity != Severity.Warning);
            }
        }
    }

    [Theory]
    [MemberData(nameof(PolicyFieldNames))]
    public void A_policy_field_of_any_type_is_taken_or_named_in_a_finding(string field)
    {
        foreach (var value in Values)
        {
            var table = Tables.Load(
                Tables.Mapping("m", "/"), Tables.Mapping("s", "/", "shadow: true"), Tables.Policy("p", "mapping: s", $"{field}: {value}"));

            Assert.Equal("m", table.Route(new("/")));
            Assert.Single(table.Shadows);
            Assert.All(table.Errors(), finding => Assert.StartsWith($"spec.{field}", finding.Field, StringComparison.Ordinal));
        }
    }
}
