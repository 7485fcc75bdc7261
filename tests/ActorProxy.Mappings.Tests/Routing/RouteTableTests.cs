using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Routing;

public sealed class RouteTableTests
{
    [Theory]
    [InlineData("/foo", "/foobar", true)]
    [InlineData("/foo/", "/foo", false)]
    [InlineData("/foo/", "/FOO/", false)]
    [InlineData("/foo/", "/foo/a/b", true)]
    [InlineData("/", "/anything", true)]
    public void A_prefix_matches_as_a_string(string prefix, string path, bool matches) =>
        Assert.Equal(matches, Tables.Load(Tables.Mapping("m", prefix)).Route(new(path)) == "m");

    [Theory]
    [InlineData("prefix_exact: true", "/foo", true)]
    [InlineData("prefix_exact: true", "/foo/", false)]
    [InlineData("case_sensitive: false", "/FoO/x", true)]
    [InlineData("prefix_regex: true", "/foo", true)]
    [InlineData("prefix_regex: true", "/foo/x", false)]
    public void A_prefix_can_be_exact_a_regular_expression_or_without_case(string field, string path, bool matches) =>
        Assert.Equal(matches, Tables.Load(Tables.Mapping("m", "/foo", field)).Route(new(path)) == "m");

    [Theory]
    [InlineData("\"*\"", "any.example:80", true)]
    [InlineData("a.example", "a.example", true)]
    [InlineData("a.example", "A.Example", true)]
    [InlineData("a.example", "a.example:8080", false)]
    [InlineData("\"*.example\"", "a.example", true)]
    [InlineData("\"*.example\"", "example", false)]
    [InlineData("\"a.*\"", "a.org", true)]
    [InlineData("\"a.*\"", "b.org", false)]
    public void A_hostname_is_a_name_or_a_glob(string hostname, string host, bool matches)
    {
        var yaml = Tables.Mapping("m", "/").Replace("hostname: \"*\"", $"hostname: {hostname}", StringComparison.Ordinal);
        Assert.Equal(matches, Tables.Load(yaml).Route(new("/", host: host)) == "m");
    }

    [Fact]
    public void Method_headers_and_query_must_all_be_met()
    {
        var table = Tables.Load(Tables.Mapping(
            "m", "/", "method: POST", "headers: {X-One: \"1\"}", "regex_headers: {x-two: \"a+\"}", "query_parameters: {q: v}", "regex_query_parameters: {r: \".*\"}"));

        Assert.Equal("m", table.Route(new("/?r&q=v", "POST", "h", ("x-one", "1"), ("X-Two", "aaa"))));
        Assert.Null(table.Route(new("/?r&q=v", "GET", "h", ("x-one", "1"), ("X-Two", "aaa"))));
        Assert.Null(table.Route(new("/?r&q=v", "POST", "h", ("x-one", "1"), ("x-one", "2"), ("X-Two", "aaa"))));
        Assert.Null(table.Route(new("/?r&q=v", "POST", "h", ("x-one", "1"), ("X-Two", "aab"))));
        Assert.Null(table.Route(new("/?q=v", "POST", "h", ("x-one", "1"), ("X-Two", "aaa"))));
        Assert.Null(table.Route(new("/?r&q=v2", "POST", "h", ("x-one", "1"), ("X-Two", "aaa"))));
    }

    [Theory]
    [InlineData("/man", "", "/man/foo", "//foo")]
    [InlineData("/man/", "", "/man/foo", "/foo")]
    [InlineData("/man/", "rewrite: \"\"", "/man/foo", "/man/foo")]
    [InlineData("/man/", "rewrite: /x/", "/man/foo", "/x/foo")]
    [InlineData("/man/.*", "prefix_regex: true", "/man/foo", "/")]
    [InlineData("/man", "prefix_exact: true", "/man", "/")]
    public void The_matched_text_is_replaced_literally(string prefix, string field, string path, string sent)
    {
        var table = Tables.Load(Tables.Mapping("m", prefix, field));

        Assert.True(table.TryMatch<TestRequest>(new(path), out var match));
        Assert.Equal(sent, match.Production.Rewrite.Apply(path));
    }

    [Theory]
    [InlineData("", 3000)]
    [InlineData("timeout_ms: 50", 50)]
    [InlineData("timeout_ms: 0", null)]
    public void The_time_limit_is_three_seconds_unless_given(string field, int? milliseconds) =>
        Assert.Equal(
            milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
            Tables.Load(Tables.Mapping("m", "/", field)).Groups[0].Productions[0].Timeout);

    [Fact]
    public void A_v3alpha1_Mapping_without_hostname_matches_nothing_and_a_v2_one_everything()
    {
        var v3 = Tables.Mapping("m", "/").Replace("  hostname: \"*\"\n", "", StringComparison.Ordinal);

        var table = Tables.Load(v3);
        Assert.Null(table.Route(new("/")));
        Assert.Equal("m.default", table.Single(FindingCodes.NoHostname).Resource);
        Assert.Equal("m", Tables.Load(v3.Replace("v3alpha1", "v2", StringComparison.Ordinal)).Route(new("/")));
    }

    [Fact]
    public void A_v2_header_value_of_true_asks_for_presence_only()
    {
        var table = Tables.Load(Tables.Mapping("m", "/", "headers: {x-a: true}").Replace("v3alpha1", "v2", StringComparison.Ordinal));

        Assert.Equal("m", table.Route(new("/", "GET", "h", ("x-a", "whatever"))));
        Assert.Null(table.Route(new("/")));
    }

    [Fact]
    public void A_group_tells_what_it_matches()
    {
        var group = Tables.Load(Tables.Mapping("m", "/p/", "method: GET", "headers: {X-A: b}", "precedence: 3")).Groups[0];

        Assert.Equal(("/p/", "*", "GET", "x-a=b", 3), (group.Prefix, group.Host, group.Method, group.Headers, group.Precedence));
        Assert.Equal("GET * /p/ x-a=b", group.Key);
    }

    [Fact]
    public void Matching_allocates_nothing()
    {
        var table = Tables.Load(
            Tables.Mapping("root", "/"), Tables.Mapping("a", "/a/"), Tables.Mapping("ab", "/a/b/"), Tables.Mapping("a-canary", "/a/", "weight: 10"));
        var request = new FixedRequest("/a/c/d");
        Run(1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int times)
        {
            for (var i = 0; i < times; i++)
                Assert.True(table.TryMatch(request, out _));
        }
    }

    private readonly record struct FixedRequest(string Path) : ActorProxy.Mappings.Routing.IRequestHead
    {
        public string Method => "GET";

        public string Authority => "h";

        public string Query => "";

        public string? Header(string name) => null;
    }
}
