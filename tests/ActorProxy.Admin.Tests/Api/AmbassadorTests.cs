using System.Net;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Admin.Tests.Api;

public sealed class AmbassadorTests : IAsyncLifetime
{
    private readonly AdminFixture _node = new();

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Errors_are_pairs_of_resource_key_and_text_and_the_rest_are_notices()
    {
        var (_, body) = await _node.Http.GetJsonAsync("/ambassador/v0/diag/?json=true");

        Assert.Equal("""[["broken.default.1","spec.weight must be a number"]]""", body["errors"]!.ToJsonString());
        Assert.Equal(
            """[{"level":"WARNING","message":"checkout.default: spec.colour is not known"},{"level":"INFO","message":"a Service was passed over"}]""",
            body["notices"]!.ToJsonString());
        Assert.True((bool)body["envoy_status"]!["ready"]!);
        Assert.Equal("g-1", (string?)body["system"]!["latest_snapshot"]);
    }

    [Fact]
    public async Task A_filter_gives_the_value_of_one_key()
    {
        Assert.Equal("""[["broken.default.1","spec.weight must be a number"]]""", await _node.Http.GetStringAsync("/ambassador/v0/diag/?json=true&filter=errors"));
        Assert.Equal("null", await _node.Http.GetStringAsync("/ambassador/v0/diag/?json=true&filter=nothing"));
    }

    [Fact]
    public async Task A_shadow_shows_the_weight_in_force()
    {
        Assert.Equal("checkout 70, checkout-canary 30, checkout-shadow 10 shadow", await ClustersAsync());

        _node.Control.Apply(new("checkout-shadow", 2.5, null, "test"));
        Assert.Equal("checkout 70, checkout-canary 30, checkout-shadow 2.5 shadow", await ClustersAsync());

        _node.Control.Apply(new(null, null, true, "test"));
        Assert.Equal("checkout 70, checkout-canary 30, checkout-shadow 0 shadow", await ClustersAsync());
    }

    [Fact]
    public async Task Health_comes_from_the_answers()
    {
        var (_, body) = await _node.Http.GetJsonAsync("/ambassador/v0/diag/?json=true");
        var clusters = body["route_info"]![0]!["clusters"]!;

        Assert.Equal(("99.67%", 99.67, "green"), Health(clusters[0]!));
        Assert.Equal(("no requests yet", null, "grey"), Health(clusters[1]!));
        Assert.Equal(("99.03%", 99.03, "green"), Health(clusters[2]!));

        static (string?, double?, string?) Health(System.Text.Json.Nodes.JsonNode cluster) =>
            ((string?)cluster["_health"], (double?)cluster["_hmetric"], (string?)cluster["_hcolor"]);
    }

    [Fact]
    public async Task Routes_tell_their_conditions_and_rewrites()
    {
        const string mappings = """
            apiVersion: getambassador.io/v3alpha1
            kind: Mapping
            metadata: { name: a }
            spec: { hostname: a.example, prefix: /a/, rewrite: /b/, service: a, method: POST, precedence: 7, regex_headers: { X-User: "7.*" } }
            ---
            apiVersion: getambassador.io/v3alpha1
            kind: Mapping
            metadata: { name: c }
            spec: { hostname: "*", prefix: /c/, rewrite: "", service: c, host_redirect: true }
            """;
        _node.Routes.Swap(new MappingLoader().Load([new MappingSource("maps.yaml", mappings)]));
        var (_, body) = await _node.Http.GetJsonAsync("/ambassador/v0/diag/?json=true");

        var route = body["route_info"]![0]!.AsObject();
        route.Remove("clusters");
        Assert.Equal(
            """{"key":"http://a.example/a/","prefix":"/a/","rewrite":"/b/","method":"POST","host":"a.example","headers":[{"name":"x-user","value":"7.*","regex":true}],"precedence":7}""",
            route.ToJsonString());
        Assert.Equal("redirect", (string?)body["route_info"]![1]!["clusters"]![0]!["type_label"]);
        Assert.Equal("", (string?)body["route_info"]![1]!["rewrite"]);
    }

    [Fact]
    public async Task Checks_answer_with_200_and_503()
    {
        Assert.Equal(HttpStatusCode.OK, (await _node.Http.GetAsync("/ambassador/v0/check_alive")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _node.Http.GetAsync("/ambassador/v0/check_ready")).StatusCode);

        _node.Cluster.Lose("the actor system is starting");
        Assert.Equal(HttpStatusCode.OK, (await _node.Http.GetAsync("/ambassador/v0/check_alive")).StatusCode);
        var unready = await _node.Http.GetAsync("/ambassador/v0/check_ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.StatusCode);
        Assert.Equal("ambassador not ready (the actor system is starting)\n", await unready.Content.ReadAsStringAsync());
    }

    private async Task<string> ClustersAsync()
    {
        var (_, body) = await _node.Http.GetJsonAsync("/ambassador/v0/diag/?json=true");
        return string.Join(", ", body["route_info"]![0]!["clusters"]!.AsArray().Select(cluster =>
        {
            var name = new Uri((string)cluster!["service"]!).Host;
            return FormattableString.Invariant($"{name} {(double)cluster["weight"]!} {(string?)cluster["type_label"]}").TrimEnd();
        }));
    }
}
