using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Linting;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Gateway;

public sealed class HttpRouteTests
{
    private const string Backend = "backendRefs: [{name: v1, port: 8080}]";

    [Theory]
    [InlineData("/v2", "/v2", true)]
    [InlineData("/v2", "/v2/", true)]
    [InlineData("/v2", "/v2/x", true)]
    [InlineData("/v2", "/v2example", false)]
    [InlineData("/v2/", "/v2", true)]
    [InlineData("/v2", "/V2", false)]
    [InlineData("/", "/anything", true)]
    public void A_path_prefix_matches_whole_segments(string prefix, string path, bool matches) =>
        Assert.Equal(matches, Tables.Load(Route("r", $"matches: [{{path: {{value: {prefix}}}}}]", Backend)).Route(new(path)) is not null);

    [Fact]
    public void Precedence_is_exact_path_prefix_length_method_headers_query_and_then_order()
    {
        var table = Tables.Load(Route(
            "r",
            ("plain", "matches: [{path: {value: /a}}]"),
            ("later", "matches: [{path: {value: /a}}]"),
            ("query", "matches: [{path: {value: /a}, queryParams: [{name: q, value: v}]}]"),
            ("headers", "matches: [{path: {value: /a}, headers: [{name: x, value: y}, {name: z, value: w}]}]"),
            ("header", "matches: [{path: {value: /a}, headers: [{name: x, value: y}]}]"),
            ("method", "matches: [{path: {value: /a}, method: GET}]"),
            ("long", "matches: [{path: {value: /a/b}}]"),
            ("exact", "matches: [{path: {type: Exact, value: /a}}]")));

        Assert.Equal(
            ["r_exact", "r_long", "r_method", "r_headers", "r_header", "r_query", "r_plain", "r_later"],
            table.Groups.Select(group => group.Productions[0].Name));
        Assert.Equal("r_method", table.Route(new("/a/x", "GET", "h", ("x", "y"), ("z", "w"))));
    }

    [Fact]
    public void The_more_exact_host_goes_first_and_ports_do_not_count()
    {
        var table = Tables.Load(
            Route("any", "matches: [{path: {value: /long/path}}]", Backend),
            Route("wild", Backend).Replace("rules:", "hostnames: ['*.example.com']\n  rules:", StringComparison.Ordinal),
            Route("exact", Backend).Replace("rules:", "hostnames: [a.example.com]\n  rules:", StringComparison.Ordinal));

        Assert.Equal("exact_rule1", table.Route(new("/long/path", host: "a.example.com:8080")));
        Assert.Equal("wild_rule1", table.Route(new("/long/path", host: "b.example.com:8080")));
        Assert.Equal("any_rule1", table.Route(new("/long/path", host: "other")));
    }

    private static string Mirrored => Route("r", "filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 80}}}]", Backend);

    private static string Policy(string mapping, string more) =>
        $"apiVersion: actorproxy.io/v1\nkind: ShadowPolicy\nmetadata: {{ name: p }}\nspec: {{ mapping: {mapping}, {more} }}\n";

    [Fact]
    public void The_older_route_wins_and_then_the_name()
    {
        var table = Tables.Load(Route("b", Backend), Route("a", Backend), Route("old", Backend).Replace("name: old", "name: old\n  creationTimestamp: \"2020-01-01T00:00:00Z\"", StringComparison.Ordinal));

        Assert.Equal(["old_rule1", "a_rule1", "b_rule1"], table.Groups.Select(group => group.Productions[0].Name));
    }

    [Theory]
    [InlineData("percent: 20", 20)]
    [InlineData("fraction: {numerator: 25, denominator: 50}", 50)]
    [InlineData("fraction: {numerator: 1, denominator: 3000}", 100.0 / 3000)]
    [InlineData("", 100)]
    public void A_mirror_has_a_percentage_or_a_fraction_and_keeps_the_host(string part, double weight)
    {
        var table = Tables.Load(Route("r", $"filters: [{{type: RequestMirror, requestMirror: {{backendRef: {{name: v2, port: 81}}{(part.Length == 0 ? "" : ", " + part)}}}}}]", Backend));

        var shadow = Assert.Single(table.Groups[0].Shadows);
        Assert.Equal(("r_rule1_mirror1", weight, "v2", 81), (shadow.Name, shadow.Weight, shadow.Service.Host, shadow.Service.Port));
        Assert.Equal(ShadowHostMode.Preserve, shadow.Settings.Host.Mode);
        Assert.Empty(table.Findings);
    }

    [Theory]
    [InlineData("percent: 20, fraction: {numerator: 1}")]
    [InlineData("percent: 101")]
    [InlineData("fraction: {numerator: 3, denominator: 2}")]
    [InlineData("fraction: {numerator: 1, denominator: 0}")]
    [InlineData("fraction: {denominator: 5}")]
    public void A_mirror_with_a_wrong_part_is_an_error(string part)
    {
        var table = Tables.Load(Route("r", $"filters: [{{type: RequestMirror, requestMirror: {{backendRef: {{name: v2, port: 81}}, {part}}}}}]", Backend));

        Assert.Equal("r.default", Assert.Single(table.Errors()).Resource);
        Assert.Empty(table.Groups);
    }

    [Fact]
    public void Several_mirrors_are_allowed_on_rules_and_on_backends()
    {
        var table = Tables.Load(Route(
            "r",
            "filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 80}}}, {type: RequestMirror, requestMirror: {backendRef: {name: v3, port: 80}}}]",
            "backendRefs: [{name: v1, port: 80}, {name: v4, port: 80, filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v5, port: 80}}}]}]"));

        Assert.Equal(["v2", "v3"], table.Groups[0].Shadows.Select(shadow => shadow.Service.Host));
        Assert.Equal(["v2", "v3", "v5"], table.Groups[0].Productions[1].OwnShadows!.Select(shadow => shadow.Service.Host));
        Assert.Null(table.Groups[0].Productions[0].OwnShadows);
        Assert.Equal(["r_rule1_backend2_mirror1", "r_rule1_mirror1", "r_rule1_mirror2"], table.Shadows.Keys.Order());
    }

    [Fact]
    public void A_mirror_of_the_only_backend_and_one_of_the_rule_are_two()
    {
        var table = Tables.Load(Route(
            "r",
            "filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 80}}}]",
            "backendRefs: [{name: v1, port: 80, filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v3, port: 80}}}]}]"));

        Assert.Equal(["r_rule1_backend1_mirror1", "r_rule1_mirror1"], table.Shadows.Keys.Order());
    }

    [Fact]
    public void A_policy_refines_the_mirror_that_it_names_and_leaves_its_host()
    {
        var table = Tables.Load(Mirrored, Policy("r_rule1_mirror1", "weight: 5, lanes: 2, compare: { baseline: v3 }"));

        var shadow = Assert.Single(table.Groups[0].Shadows);
        Assert.Equal((5.0, 2, "v3"), (shadow.Weight, shadow.Settings.Lanes, shadow.Settings.Compare?.Baseline?.Host));
        Assert.Equal(ShadowHostMode.Preserve, shadow.Settings.Host.Mode);
        var unknown = ServiceLint.Check(table, new LintFacts { EndpointsOf = service => service.Host == "v3" ? null : ["10.0.0.1:80"] });
        Assert.Equal(("unknown-service", "p.default", "spec.compare"), Assert.Single(unknown.Select(finding => (finding.Code, finding.Resource, finding.Field))));
        Assert.Empty(table.Findings);
    }

    [Theory]
    [InlineData("r_rule1_mirror1.default", "host: suffix", ShadowHostMode.Suffix)]
    [InlineData("r_rule1_mirror1", "host: service", ShadowHostMode.Service)]
    [InlineData("r_rule1_mirror1", "lanes: 2", ShadowHostMode.Preserve)]
    public void A_policy_may_give_a_mirror_another_host(string mirror, string more, ShadowHostMode mode) =>
        Assert.Equal(mode, Tables.Load(Mirrored, Policy(mirror, more)).Shadows["r_rule1_mirror1"].Settings.Host.Mode);

    [Theory]
    [InlineData("r", "there is no Mapping r; the mirrors of the HTTPRoute r.default are r_rule1_mirror1")]
    [InlineData("r_rule2_mirror1", "there is no Mapping r_rule2_mirror1; the mirrors of the HTTPRoute r.default are r_rule1_mirror1")]
    [InlineData("r_rule1_mirror1.elsewhere", "there is no Mapping r_rule1_mirror1.elsewhere; the mirrors of the HTTPRoute r.default are r_rule1_mirror1")]
    public void A_policy_of_a_mirror_that_is_not_there_is_told_which_are(string mirror, string message)
    {
        var finding = Assert.Single(Tables.Load(Mirrored, Policy(mirror, "lanes: 2")).Errors());

        Assert.Equal(("policy-target", "spec.mapping", message), (finding.Code, finding.Field, finding.Message));
    }

    [Fact]
    public void A_second_policy_of_a_mirror_is_an_error_and_additional_says_nothing_of_one()
    {
        var table = Tables.Load(
            Mirrored, Policy("r_rule1_mirror1", "additional: true"), Policy("r_rule1_mirror1", "lanes: 2").Replace("name: p", "name: q", StringComparison.Ordinal));

        Assert.Equal("second-policy", Assert.Single(table.Errors()).Code);
        Assert.Contains(table.Findings, finding => finding is { Code: "no-effect", Field: "spec.additional" });
    }

    [Fact]
    public void A_match_tells_the_shadows_of_the_backend_that_was_chosen()
    {
        var table = Tables.Load(Route("r", "backendRefs: [{name: v1, port: 80, filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 80}}}]}]"));

        Assert.True(table.TryMatch<TestRequest>(new("/"), out var match));
        Assert.Equal("v2", Assert.Single(match.Shadows).Service.Host);
    }

    [Fact]
    public void Weights_are_relative()
    {
        var table = Tables.Load(Route("r", "backendRefs: [{name: a, port: 80, weight: 3}, {name: b, port: 80}, {name: c, port: 80, weight: 0}]"));

        Assert.Equal([75.0, 25, 0], table.Groups[0].Productions.Select(production => production.Share));
    }

    [Theory]
    [InlineData("{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}", "/strip-prefix/three", "/three")]
    [InlineData("{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}", "/strip-prefix", "/")]
    [InlineData("{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /x}}}", "/strip-prefix/y", "/x/y")]
    [InlineData("{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: /z}}}", "/strip-prefix/y", "/z")]
    [InlineData("{type: URLRewrite, urlRewrite: {hostname: h}}", "/strip-prefix/y", "/strip-prefix/y")]
    public void Paths_are_rewritten_by_segments_or_as_a_whole(string filter, string path, string sent) =>
        Assert.Equal(sent, Tables.Load(Route("r", "matches: [{path: {value: /strip-prefix}}]", $"filters: [{filter}]", Backend)).Groups[0].Productions[0].Rewrite.Apply(path));

    [Theory]
    [InlineData("{statusCode: 301, hostname: new.example}", "http", "old:80", 301, "http://new.example:80/a/b?q")]
    [InlineData("{hostname: new.example}", "http", "old", 302, "http://new.example/a/b?q")]
    [InlineData("{scheme: https}", "http", "old:8080", 302, "https://old/a/b?q")]
    [InlineData("{port: 8443, scheme: https}", "http", "old:8080", 302, "https://old:8443/a/b?q")]
    [InlineData("{port: 80}", "http", "old:8080", 302, "http://old/a/b?q")]
    [InlineData("{path: {type: ReplacePrefixMatch, replacePrefixMatch: /c}}", "http", "old:8080", 302, "http://old:8080/c/b?q")]
    public void Redirects_follow_the_Gateway_API(string redirect, string scheme, string host, int code, string location)
    {
        var group = Tables.Load(Route("r", "matches: [{path: {value: /a}}]", $"filters: [{{type: RequestRedirect, requestRedirect: {redirect}}}]")).Groups[0];

        Assert.Equal((code, location), (group.Redirect!.StatusCode, group.Redirect.Location(scheme, host, "/a/b", "?q")));
    }

    [Fact]
    public void Headers_are_removed_set_and_added()
    {
        var production = Tables.Load(Route(
            "r", "filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: '1'}], add: [{name: b, value: '2'}], remove: [c]}}]", Backend)).Groups[0].Productions[0];

        Assert.Equal(
            [new(HeaderMutationKind.Remove, "c", ""), new(HeaderMutationKind.Set, "a", "1"), new(HeaderMutationKind.Append, "b", "2")], production.RequestHeaders);
    }

    [Theory]
    [InlineData("backendRefs: [{name: v1}]")]
    [InlineData("backendRefs: [{name: v1, port: 80, kind: Bucket, group: x}]")]
    [InlineData("filters: [{type: ExtensionRef, extensionRef: {group: g, kind: k, name: n}}]\n      backendRefs: [{name: v1, port: 80}]")]
    public void A_rule_that_cannot_be_served_is_an_error_and_answers_500(string rule)
    {
        var table = Tables.Load(Route("r", rule));

        Assert.Single(table.Errors());
        Assert.Equal(500, table.Groups[0].DirectStatus);
    }

    [Fact]
    public void An_invalid_backend_beside_valid_ones_keeps_its_share_and_answers_500()
    {
        var table = Tables.Load(Route("r", "backendRefs: [{name: v1, port: 80, weight: 3}, {name: v2, port: 80, kind: Bucket, group: x, weight: 1}]"));

        Assert.Null(table.Groups[0].DirectStatus);
        Assert.Equal((75d, (int?)null), (table.Groups[0].Productions[0].Share, table.Groups[0].Productions[0].DirectStatus));
        Assert.Equal((25d, (int?)500), (table.Groups[0].Productions[1].Share, table.Groups[0].Productions[1].DirectStatus));
    }

    [Fact]
    public void Routes_and_Mappings_share_a_table_by_path_length_and_precedence()
    {
        var table = Tables.Load(
            Tables.Mapping("root", "/"), Tables.Mapping("long", "/api/v1/x/"), Tables.Mapping("urgent", "/u/", "precedence: 1"), Tables.Mapping("late", "/very/long/path/", "precedence: -1"),
            Route("r", "matches: [{path: {value: /api}}]", Backend));

        Assert.Equal(["urgent", "long", "r_rule1", "root", "late"], table.Groups.Select(group => group.Productions[0].Name));
        Assert.Equal(("r_rule1", "long"), (table.Route(new("/api/v1")), table.Route(new("/api/v1/x/"))));
    }

    [Fact]
    public void A_backend_in_another_namespace_is_looked_up_by_its_qualified_name()
    {
        var table = Tables.Load(Route("r", "backendRefs: [{name: v1, namespace: other, port: 80}]"));

        Assert.Equal("v1.other", table.Groups[0].Productions[0].Service.Host);
        Assert.Empty(table.Findings);
    }

    private static string Route(string name, params string[] rule) => $"""
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata:
          name: {name}
        spec:
          parentRefs: [{"{name: gateway}"}]
          rules:
            - {string.Join("\n      ", rule)}

        """;

    private static string Route(string name, params (string Name, string Match)[] rules) =>
        Route(name, string.Join("\n    - ", rules.Select(rule => $"name: {rule.Name}\n      {rule.Match}\n      {Backend}")));
}
