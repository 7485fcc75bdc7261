using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Grouping;

public sealed class GroupingTests
{
    [Theory]
    [InlineData(new[] { "7" }, new[] { 100.0 })]
    [InlineData(new[] { "", "" }, new[] { 50.0, 50 })]
    [InlineData(new[] { "", "", "" }, new[] { 33.0, 33, 34 })]
    [InlineData(new[] { "", "", "", "", "", "", "" }, new[] { 14.0, 14, 14, 14, 14, 14, 16 })]
    [InlineData(new[] { "10", "" }, new[] { 10.0, 90 })]
    [InlineData(new[] { "", "20", "" }, new[] { 40.0, 20, 40 })]
    [InlineData(new[] { "100", "" }, new[] { 100.0, 0 })]
    [InlineData(new[] { "60", "60" }, new[] { 60.0, 40 })]
    [InlineData(new[] { "10", "20" }, new[] { 10.0, 20 })]
    [InlineData(new[] { "150", "10" }, new[] { 0.0, 0 })]
    public void Shares_are_Ambassadors(string[] weights, double[] shares)
    {
        var table = Tables.Load([.. weights.Select((weight, i) => Tables.Mapping($"m{i}", "/p/", weight.Length == 0 ? [] : [$"weight: {weight}"]))]);

        Assert.Equal(shares, Assert.Single(table.Groups).Productions.Select(production => production.Share));
    }

    [Fact]
    public void Weights_above_100_in_sum_are_an_error()
    {
        var table = Tables.Load(Tables.Mapping("a", "/", "weight: 60") + Tables.Mapping("b", "/", "weight: 60"));

        Assert.Contains("exceeds 100", table.Single(FindingCodes.WeightSumAbove100).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_above_100_takes_the_group_out_and_requests_fall_through()
    {
        var table = Tables.Load(
            Tables.Mapping("a", "/p/", "weight: 101"), Tables.Mapping("b", "/p/"), Tables.Mapping("rest", "/"));

        Assert.Equal("rest", table.Route(new("/p/x")));
        Assert.Equal("a.default", table.Single(FindingCodes.WeightOutOfRange).Resource);
    }

    [Fact]
    public void Requests_outside_the_shares_fall_through()
    {
        var table = Tables.Load(
            Tables.Mapping("a", "/p/", "weight: 10"), Tables.Mapping("b", "/p/", "weight: 10"), Tables.Mapping("rest", "/"));
        var counts = Enumerable.Range(0, 4000).GroupBy(_ => table.Route(new("/p/x"))).ToDictionary(group => group.Key!, group => group.Count());

        Assert.InRange(counts["a"], 250, 550);
        Assert.InRange(counts["b"], 250, 550);
        Assert.InRange(counts["rest"], 2900, 3500);
    }

    [Fact]
    public void Evaluation_order_is_precedence_then_lengths_of_prefix_headers_and_query_then_reverse_alphabet()
    {
        var table = Tables.Load(
            Tables.Mapping("root", "/"),
            Tables.Mapping("last", "/zz/", "precedence: -1"),
            Tables.Mapping("urgent", "/", "precedence: 5", "method: GET"),
            Tables.Mapping("long", "/longer/"),
            Tables.Mapping("two-headers", "/h/", "headers: {a: b, c: d}"),
            Tables.Mapping("long-header", "/h/", "headers: {x-long: value}"),
            Tables.Mapping("get", "/h/", "method: GET"),
            Tables.Mapping("query", "/h/", "query_parameters: {q: v}"),
            Tables.Mapping("plain", "/h/"),
            Tables.Mapping("b", "/b/"),
            Tables.Mapping("c", "/c/"));

        Assert.Equal(
            ["urgent", "long", "long-header", "get", "two-headers", "query", "plain", "c", "b", "root", "last"],
            table.Groups.Select(group => group.Productions[0].Name));
        Assert.Equal(Enumerable.Range(0, table.Groups.Count), table.Groups.Select(group => group.Index));
    }

    [Fact]
    public void A_shadow_rides_on_its_group_and_takes_no_part_in_the_shares()
    {
        var table = Tables.Load(
            Tables.Mapping("a", "/p/"), Tables.Mapping("b", "/p/", "weight: 20"), Tables.Mapping("p-shadow", "/p/", "shadow: true", "weight: 10"));

        var group = Assert.Single(table.Groups);
        Assert.Equal([80.0, 20], group.Productions.Select(production => production.Share));
        Assert.Equal(("p-shadow", 10.0), (Assert.Single(group.Shadows).Name, group.Shadows[0].Weight));
        Assert.Same(group.Shadows[0], table.Shadows["p-shadow"]);
        Assert.Empty(table.Errors());
    }

    [Fact]
    public void A_second_shadow_is_an_error_under_itself_and_under_the_group_and_the_first_in_name_order_is_used()
    {
        var table = Tables.Load(
            Tables.Mapping("prod", "/p/"), Tables.Mapping("shadow-b", "/p/", "shadow: true"), Tables.Mapping("shadow-a", "/p/", "shadow: true"));

        Assert.Equal("shadow-a", Assert.Single(table.Groups[0].Shadows).Name);
        Assert.Equal(["shadow-b.default", "prod.default"], table.Errors().Select(finding => finding.Resource));
        Assert.All(table.Errors(), finding => Assert.Equal("cannot accept shadow-b as second shadow after shadow-a", finding.Message));
    }

    [Fact]
    public void Additional_shadows_are_accepted_when_a_policy_says_so()
    {
        var table = Tables.Load(
            Tables.Mapping("prod", "/p/"), Tables.Mapping("shadow-a", "/p/", "shadow: true"), Tables.Mapping("shadow-b", "/p/", "shadow: true"),
            Tables.Policy("more", "mapping: shadow-b", "additional: true", "weight: 0.5", "lanes: 8", "timeout_ms: 250"));

        Assert.Empty(table.Errors());
        Assert.Equal(["shadow-a", "shadow-b"], table.Groups[0].Shadows.Select(shadow => shadow.Name));
        Assert.Equal(0.5, table.Shadows["shadow-b"].Weight);
        Assert.Equal(8, table.Shadows["shadow-b"].Settings.Lanes);
        Assert.Equal(TimeSpan.FromMilliseconds(250), table.Shadows["shadow-b"].Settings.Timeout);
    }

    [Theory]
    [InlineData("mapping: nobody")]
    [InlineData("mapping: prod")]
    public void A_policy_for_nothing_or_for_production_is_an_error(string target)
    {
        var table = Tables.Load(Tables.Mapping("prod", "/p/"), Tables.Policy("policy", target));

        Assert.Equal("policy.default", table.Single(FindingCodes.PolicyTarget).Resource);
    }

    [Fact]
    public void A_shadow_without_production_names_the_nearest_and_what_differs()
    {
        var table = Tables.Load(
            Tables.Mapping("prod", "/p/", "method: GET"), Tables.Mapping("other", "/q/"), Tables.Mapping("p-shadow", "/p/", "shadow: true"));

        var finding = table.Single(FindingCodes.ShadowWithoutProduction);
        Assert.Equal("p-shadow.default", finding.Resource);
        Assert.Contains("prod.default", finding.Message, StringComparison.Ordinal);
        Assert.Contains("method is any here and GET there", finding.Message, StringComparison.Ordinal);
        Assert.Empty(table.Shadows);
    }

    [Theory]
    [InlineData("connect_timeout_ms: 100")]
    [InlineData("circuit_breakers: [{max_connections: 1}]")]
    [InlineData("labels: {a: []}")]
    [InlineData("prefix_regex: false")]
    [InlineData("prefix_exact: true")]
    [InlineData("bypass_auth: false")]
    public void A_shadow_never_changes_or_removes_production_however_it_sorts(string field)
    {
        foreach (var shadow in new[] { "prod-shadow", "zshadow" })
        {
            var onShadow = Tables.Load(Tables.Mapping("prod", "/p/"), Tables.Mapping(shadow, "/p/", "shadow: true", field));
            var onProduction = Tables.Load(Tables.Mapping("prod", "/p/", field), Tables.Mapping(shadow, "/p/", "shadow: true"));

            Assert.Equal("prod", onShadow.Route(new("/p/x")));
            Assert.Equal("prod", onProduction.Route(new("/p/")));
            Assert.Single(onProduction.Groups[0].Shadows);
        }
    }

    [Fact]
    public void Production_Mappings_of_one_group_that_disagree_on_a_core_field_are_not_mixed()
    {
        var table = Tables.Load(Tables.Mapping("a", "/p/", "connect_timeout_ms: 100"), Tables.Mapping("b", "/p/", "connect_timeout_ms: 200"));

        Assert.Equal(["a"], Assert.Single(table.Groups).Productions.Select(production => production.Name));
        Assert.Equal("b.default", table.Single(FindingCodes.MismatchedGroup).Resource);
    }

    [Theory]
    [InlineData("weight: 150", 100, 1)]
    [InlineData("weight: -5", 0, 1)]
    [InlineData("weight: 0", 0, 0)]
    public void A_shadow_weight_out_of_range_is_an_error_and_clamped(string weight, double expected, int errors)
    {
        var table = Tables.Load(Tables.Mapping("prod", "/p/"), Tables.Mapping("s", "/p/", "shadow: true", weight));

        Assert.Equal(expected, table.Shadows["s"].Weight);
        Assert.Equal(errors, table.Errors().Count);
    }

    [Fact]
    public void Names_carry_the_namespace_outside_the_own_one_and_so_do_services()
    {
        var table = Tables.Load(
            Tables.Mapping("here", "/h/"),
            Tables.Mapping("there", "/t/").Replace("name: there", "name: there\n  namespace: other", StringComparison.Ordinal));

        Assert.Equal(["there.other", "here"], table.Groups.Select(group => group.Productions[0].Name));
        Assert.Equal(["there.other", "here"], table.Groups.Select(group => group.Productions[0].Service.Host));
    }

    [Fact]
    public void The_generation_depends_on_the_resources_and_not_on_where_they_stand()
    {
        var (a, b) = (Tables.Mapping("a", "/a/"), Tables.Mapping("b", "/b/"));

        Assert.Equal(Tables.Load(a, b).Generation, Tables.Load(b + a).Generation);
        Assert.NotEqual(Tables.Load(a, b).Generation, Tables.Load(a).Generation);
        Assert.NotEqual(Tables.Load(a).Generation, Tables.Load(Tables.Mapping("a", "/a/", "weight: 5")).Generation);
        Assert.Equal(12, Tables.Load(a).Generation.Length);
    }
}
