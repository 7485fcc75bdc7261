using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Routing;

public sealed class RouteTraceTests
{
    private static readonly RouteTable Table = Tables.Load(
        Tables.Mapping("post", "/a/", "method: POST"),
        Tables.Mapping("one", "/a/", "headers: {X-One: \"1\"}"),
        Tables.Mapping("query", "/a/", "regex_query_parameters: {q: \"v+\"}"),
        Tables.Mapping("all", "/a/"),
        Tables.Mapping("part", "/part/", "weight: 25"),
        Tables.Mapping("part-too", "/part/", "weight: 25"),
        Tables.Mapping("rest", "/"));

    [Fact]
    public void The_group_that_takes_a_request_is_named_and_those_before_it_with_their_reasons()
    {
        var trace = RouteTrace.Of(Table, Request("/a/b?q=x"));

        Assert.Equal("all", Assert.Single(trace.Taken).Group.Productions[0].Name);
        Assert.Equal(0, trace.Unmatched);
        Assert.Equal(
            [
                "one: the header x-one is missing",
                "post: the method must be POST, not GET",
                "query: the query parameter q must be matched by v+, not x",
            ],
            trace.Missed.Select(miss => $"{miss.Group.Productions[0].Name}: {miss.Reason}").Order());
    }

    [Fact]
    public void What_shares_leave_over_goes_on_to_later_groups()
    {
        var trace = RouteTrace.Of(Table, Request("/part/x"));

        Assert.Equal([100, 50], trace.Taken.Select(step => step.Reach));
        Assert.Equal("rest", trace.Taken[1].Group.Productions[0].Name);
        Assert.Equal(0, trace.Unmatched);
    }

    [Fact]
    public void A_request_that_nobody_takes_is_left_over()
    {
        var table = Tables.Load(Tables.Mapping("m", "/m/").Replace("hostname: \"*\"", "hostname: a.example", StringComparison.Ordinal));
        var trace = RouteTrace.Of(table, Request("/m/"));

        Assert.Empty(trace.Taken);
        Assert.Equal(100, trace.Unmatched);
        Assert.Equal("the host must be a.example, not localhost", Assert.Single(trace.Missed).Reason);
    }

    [Fact]
    public void The_path_is_normalised_before_it_is_matched() =>
        Assert.Equal("rest", Assert.Single(RouteTrace.Of(Table, Request("/a/%2e%2E/b")).Taken).Group.Productions[0].Name);

    [Theory]
    [InlineData("/a/", "GET")]
    [InlineData("/a/?q=vv", "GET")]
    [InlineData("/a/", "POST")]
    [InlineData("/b", "GET")]
    public void It_agrees_with_matching(string target, string method)
    {
        var request = Request(target, method);

        Assert.True(Table.TryMatch(request, out var match));
        Assert.Same(match.Group, RouteTrace.Of(Table, request).Taken[0].Group);
    }

    private static PlainRequest Request(string target, string method = "GET") => new(method, "localhost", target, []);
}
