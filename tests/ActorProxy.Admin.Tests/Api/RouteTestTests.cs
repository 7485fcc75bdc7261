using System.Net;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Mappings.Loading;

namespace ActorProxy.Admin.Tests.Api;

public sealed class RouteTestTests : IAsyncLifetime
{
    private const string Mappings = """
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: checkout }
        spec: { hostname: "*", prefix: /checkout/, rewrite: /v2/, service: "checkout:8080" }
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: checkout-canary }
        spec: { hostname: "*", prefix: /checkout/, service: checkout-canary, weight: 30 }
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: checkout-shadow }
        spec: { hostname: "*", prefix: /checkout/, rewrite: /v2/, service: checkout-shadow, shadow: true, weight: 10 }
        ---
        apiVersion: actorproxy.io/v1
        kind: ShadowPolicy
        metadata: { name: checkout-shadow-policy }
        spec: { mapping: checkout-shadow, methods: [GET] }
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: old }
        spec: { hostname: "*", prefix: /old/, service: new.example, host_redirect: true }
        """;

    private readonly AdminFixture _node = new();

    public async Task InitializeAsync()
    {
        _node.Routes.Swap(new MappingLoader().Load([new MappingSource("maps.yaml", Mappings)]));
        await _node.InitializeAsync();
    }

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_request_shows_its_route_its_productions_by_share_and_its_shadows()
    {
        var (status, body) = await _node.Http.GetJsonAsync("/api/route-test?path=%2Fcheckout%2Fcart%3Fid%3D7&host=shop.example:81");

        Assert.Equal(HttpStatusCode.OK, status);
        var route = Assert.Single(body["routes"]!.AsArray())!;
        Assert.Equal("/checkout/", (string?)route["prefix"]);
        Assert.Null(route["answer"]);
        Assert.Equal(
            """{"name":"checkout","share":70,"service":"http://checkout:8080","sent_path":"/v2/cart?id=7","sent_host":"shop.example:81","shadows":[{"name":"checkout-shadow","service":"http://checkout-shadow:80","sent_host":"shop.example-shadow:81","weight":10,"not_copied":null}]}""",
            route["productions"]![1]!.ToJsonString());
        Assert.Equal("/cart?id=7", (string?)route["productions"]![0]!["sent_path"]);
        Assert.Equal(30, (double)route["productions"]![0]!["share"]!);
        Assert.Equal(0, (double)body["unmatched_share"]!);
    }

    [Fact]
    public async Task The_control_in_force_counts()
    {
        _node.Control.Apply(new("checkout-shadow", 2.5, null, "test"));
        Assert.Equal("2.5 -", await ShadowAsync("/api/route-test?path=/checkout/"));

        _node.Control.Apply(new("checkout-shadow", null, true, "test"));
        Assert.Equal("0 paused", await ShadowAsync("/api/route-test?path=/checkout/"));
    }

    [Theory]
    [InlineData("method=POST", "0 skipped_method")]
    [InlineData("header=X-ActorProxy-Shadow:%20checkout-shadow", "0 skipped_loop")]
    [InlineData("header=Upgrade:websocket", "0 skipped_upgrade")]
    [InlineData("header=X-Any:thing", "10 -")]
    public async Task A_request_that_is_never_copied_says_why(string query, string expected) =>
        Assert.Equal(expected, await ShadowAsync($"/api/route-test?path=/checkout/&{query}"));

    [Fact]
    public async Task A_redirect_is_answered_by_the_proxy()
    {
        var (_, body) = await _node.Http.GetJsonAsync("/api/route-test?path=http://shop.example/old/x");

        Assert.Equal("301 to http://new.example/old/x", (string?)body["routes"]![0]!["answer"]);
        Assert.Empty(body["routes"]![0]!["productions"]!.AsArray());
        Assert.Equal("shop.example", (string?)body["host"]);
    }

    [Fact]
    public async Task A_request_without_a_route_is_unmatched()
    {
        var (_, body) = await _node.Http.GetJsonAsync("/api/route-test?path=/nowhere");

        Assert.Empty(body["routes"]!.AsArray());
        Assert.Equal(100, (double)body["unmatched_share"]!);
    }

    [Theory]
    [InlineData("", "give the path: it starts with a slash, and may have a query; or give a whole http:// URL")]
    [InlineData("?path=checkout", "give the path: it starts with a slash, and may have a query; or give a whole http:// URL")]
    [InlineData("?path=/&header=nonsense", "a header is written 'Name: value', not 'nonsense'")]
    [InlineData("?path=/&verb=GET", "'verb' is not a parameter; known: path, method, host, header")]
    public async Task What_is_not_understood_is_refused(string query, string error)
    {
        var (status, body) = await _node.Http.GetJsonAsync("/api/route-test" + query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(error, (string?)body["error"]);
    }

    private async Task<string> ShadowAsync(string url)
    {
        var (_, body) = await _node.Http.GetJsonAsync(url);
        var shadow = body["routes"]![0]!["productions"]![0]!["shadows"]![0]!;
        return FormattableString.Invariant($"{(double)shadow["weight"]!} {(string?)shadow["not_copied"] ?? "-"}");
    }
}
