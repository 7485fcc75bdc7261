using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Linting;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Linting;

public sealed class LinterTests
{
    [Theory]
    [InlineData("rewrite: /x/")]
    [InlineData("timeout_ms: 300")]
    [InlineData("host_rewrite: h")]
    [InlineData("retry_policy: {retry_on: 5xx}")]
    [InlineData("add_request_headers: {a: {value: b}}")]
    [InlineData("cors: {origins: ['*']}")]
    public void A_field_without_effect_on_a_shadow_is_a_warning(string field)
    {
        var finding = Tables.Load(Tables.Mapping("m", "/"), Tables.Mapping("s", "/", "shadow: true", field)).Single(FindingCodes.ShadowFieldNoEffect);

        Assert.Equal((Severity.Warning, "s.default", $"spec.{field.Split(':')[0]}"), (finding.Severity, finding.Resource, finding.Field));
    }

    [Fact]
    public void Weights_below_100_with_nobody_for_the_rest_are_a_warning()
    {
        var table = Tables.Load(Tables.Mapping("a", "/", "weight: 10"), Tables.Mapping("b", "/", "weight: 20"));

        Assert.Contains("70 %", table.Single(FindingCodes.WeightSumBelow100).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Mapping_left_without_a_share_is_a_notice() =>
        Assert.Equal("b.default", Tables.Load(Tables.Mapping("a", "/", "weight: 100"), Tables.Mapping("b", "/")).Single(FindingCodes.NoShare).Resource);

    [Theory]
    [InlineData("b", "shadow: false", true)]
    [InlineData("a-shadow", "docs: {}", true)]
    [InlineData("b", "docs: {}", false)]
    [InlineData("a-shadow", "weight: 10", false)]
    public void A_production_Mapping_that_looks_like_a_shadow_is_a_warning(string name, string field, bool reported)
    {
        var table = Tables.Load(Tables.Mapping("a", "/"), Tables.Mapping(name, "/", field));

        Assert.Equal(reported, table.Findings.Any(finding => finding.Code == FindingCodes.HiddenCanary && finding.Resource == $"{name}.default"));
    }

    [Theory]
    [InlineData("prefix_regex: true", "/a.*", FindingCodes.RegexDefaultRewrite)]
    [InlineData("docs: {}", "/a", FindingCodes.DoubleSlash)]
    [InlineData("docs: {}", "/a/", null)]
    [InlineData("rewrite: ''", "/a", null)]
    [InlineData("prefix_exact: true", "/a", null)]
    public void Rewrites_that_surprise_are_reported(string field, string prefix, string? code) =>
        Assert.Equal(code, Tables.Load(Tables.Mapping("m", prefix, field)).Findings.SingleOrDefault()?.Code);

    [Fact]
    public void A_shadow_with_productions_service_is_a_warning()
    {
        var shadow = Tables.Mapping("s", "/", "shadow: true").Replace("service: s", "service: m", StringComparison.Ordinal);

        Assert.Equal("s.default", Tables.Load(Tables.Mapping("m", "/"), shadow).Single(FindingCodes.ShadowIsProduction).Resource);
    }

    [Fact]
    public void Unverified_certificates_are_a_warning()
    {
        var yaml = Tables.Mapping("m", "/").Replace("service: m", "service: https://m", StringComparison.Ordinal);

        Assert.Equal("spec.service", Tables.Load(yaml).Single(FindingCodes.UnverifiedTls).Field);
    }

    [Fact]
    public void Fields_of_the_whole_group_that_differ_are_a_warning()
    {
        var table = Tables.Load(
            Tables.Mapping("a", "/", "retry_policy: {retry_on: 5xx}"), Tables.Mapping("b", "/"), Tables.Mapping("c", "/", "retry_policy: {retry_on: gateway-error}"));

        Assert.Equal(["a.default", "b.default"], table.Findings.Where(finding => finding.Code == FindingCodes.GroupDisagreement).Select(finding => finding.Resource));
        Assert.All(table.Groups[0].Productions, production => Assert.True(production.Retry!.Covers(502)));
        Assert.All(table.Groups[0].Productions, production => Assert.False(production.Retry!.Covers(500)));
    }

    [Theory]
    [InlineData("/", "/a/", "precedence: 1", "docs: {}", true)]
    [InlineData("/", "/a/", "docs: {}", "docs: {}", false)]
    [InlineData("/", "/a/", "precedence: 1, method: GET", "docs: {}", false)]
    [InlineData("/", "/a/", "precedence: 1, method: GET", "method: GET", true)]
    [InlineData("/", "/a/", "precedence: 1, headers: {x: y}", "headers: {x: y}", true)]
    [InlineData("/", "/a/", "precedence: 1, headers: {x: y}", "headers: {x: z}", false)]
    [InlineData("/b/", "/a/", "precedence: 1", "docs: {}", false)]
    [InlineData("/A/", "/a/", "precedence: 1, case_sensitive: false", "docs: {}", true)]
    [InlineData("/a/", "/a/b", "precedence: 1", "prefix_regex: true, rewrite: ''", true)]
    public void A_Mapping_behind_one_that_takes_all_is_unreachable(string early, string late, string earlyFields, string lateFields, bool reported)
    {
        var table = Tables.Load(Tables.Mapping("early", early, earlyFields.Split(", ")), Tables.Mapping("late", late, lateFields.Split(", ")));

        Assert.Equal(reported, table.Findings.Any(finding => finding.Code == FindingCodes.Unreachable && finding.Resource == "late.default"));
        Assert.DoesNotContain(table.Findings, finding => finding.Code == FindingCodes.Unreachable && finding.Resource == "early.default");
    }

    [Fact]
    public void A_partial_group_makes_nothing_unreachable() =>
        Assert.DoesNotContain(
            Tables.Load(
                Tables.Mapping("a", "/", "precedence: 1", "weight: 10"), Tables.Mapping("b", "/", "precedence: 1", "weight: 10"), Tables.Mapping("late", "/a/")).Findings,
            finding => finding.Code == FindingCodes.Unreachable);

    [Fact]
    public void Unknown_services_services_without_endpoints_and_own_listeners_are_found_with_facts()
    {
        var table = Tables.Load(
            Tables.Mapping("known", "/1"), Tables.Mapping("unknown", "/2"), Tables.Mapping("empty", "/3"), Tables.Mapping("self", "/4"),
            Tables.Mapping("known-shadow", "/1", "shadow: true"), Tables.Policy("p", "mapping: known-shadow", "compare: {baseline: unknown}"));
        var findings = ServiceLint.Check(table, new LintFacts
        {
            EndpointsOf = service => service.Host switch
            {
                "unknown" => null,
                "empty" => [],
                "self" => ["10.0.0.1:8080"],
                _ => ["10.0.0.2:80"],
            },
            OwnListeners = ["10.0.0.1:8080"],
        });

        Assert.Equal(
            [
                (FindingCodes.NoEndpoints, "empty.default"), (FindingCodes.OwnListener, "self.default"),
                (FindingCodes.UnknownService, "p.default"), (FindingCodes.UnknownService, "unknown.default"),
            ],
            findings.Select(finding => (finding.Code, finding.Resource)).Order());
        Assert.All(findings, finding => Assert.NotNull(finding.Line));
    }

    [Fact]
    public void The_example_Mappings_are_clean()
    {
        var directory = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(directory, "cluster-config")))
            directory = Path.GetDirectoryName(directory)!;

        var table = new ActorProxy.Mappings.Loading.MappingLoader().Load(
            ActorProxy.Mappings.Loading.MappingFiles.Read([Path.Combine(directory, "cluster-config", "mappings")]));

        Assert.Empty(table.Findings);
        Assert.Equal(["catalog-shadow", "checkout-shadow", "myservice-shadow"], table.Shadows.Keys.Order());
        Assert.Equal([20.0, 80], table.Groups.Single(group => group.Prefix == "/catalog/").Productions.Select(production => production.Share));
    }
}
