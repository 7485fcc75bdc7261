using System.Net;
using System.Text.Json.Nodes;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Tests.Api;

public sealed class ReadingTests(AdminFixture node) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task Cluster_lists_members_with_roles_status_reachability_and_version()
    {
        var (status, body) = await node.Http.GetJsonAsync("/api/cluster");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(FakeClusterView.Self, (string?)body["self"]);
        Assert.Equal(FakeClusterView.Self, (string?)body["leader"]);
        Assert.Equal(3, body["members"]!.AsArray().Count);
        Assert.Equal(
            """{"address":"akka.tcp://actorproxy@127.0.0.1:4054","roles":["edge","shadow"],"status":"up","reachable":false,"version":"0.1.0","self":false,"leader":false}""",
            body["members"]![1]!.ToJsonString());
    }

    [Fact]
    public async Task Diagnostics_lists_all_findings_and_the_routes_in_evaluation_order()
    {
        var (_, body) = await node.Http.GetJsonAsync("/api/diagnostics");

        Assert.Equal("g-1", (string?)body["generation"]);
        Assert.Equal(
            """{"severity":"error","code":"bad-weight","resource":"broken.default","message":"spec.weight must be a number","file":"maps.yaml","line":12,"field":"spec.weight"}""",
            body["errors"]![0]!.ToJsonString());
        Assert.Equal(["error", "warning", "notice"], body["errors"]!.AsArray().Select(finding => (string)finding!["severity"]!));
        Assert.Equal(["/checkout/", "/other/"], body["routes"]!.AsArray().Select(route => (string)route!["prefix"]!));
        Assert.Equal(
            """{"name":"checkout-canary","service":"http://checkout-canary:8080","weight":30,"share":30,"timeout_ms":null}""",
            body["routes"]![0]!["productions"]![1]!.ToJsonString());
        Assert.Equal(
            """{"name":"checkout-shadow","service":"http://checkout-shadow:80","configured_weight":10,"effective_weight":10,"paused":false}""",
            body["routes"]![0]!["shadows"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Metrics_gives_every_outcome_and_what_is_under_way()
    {
        var (_, body) = await node.Http.GetJsonAsync("/api/metrics");
        var shadow = body["cluster"]!["shadows"]![0]!;

        Assert.Equal("checkout-shadow", (string?)shadow["name"]);
        Assert.Equal(1234, (long)shadow["offered"]!);
        Assert.Equal(CopyOutcomes.All.Select(outcome => outcome.Name()), shadow["outcomes"]!.AsObject().Select(outcome => outcome.Key));
        Assert.Equal(1124, (long)shadow["outcomes"]!["answered"]!);
        Assert.Equal(3, (long)shadow["under_way"]!);
        Assert.Equal("""{"200":1120,"500":4}""", shadow["statuses"]!.ToJsonString());
        Assert.Equal("""{"count":1124,"mean":5,"p50":5,"p95":10,"p99":15,"p999":20,"max":25}""", shadow["shadow_latency_ms"]!.ToJsonString());
        Assert.Equal(2, (double)shadow["production_latency_ms"]!["p50"]!);
        Assert.Equal(10, (double)shadow["configured_weight"]!);
        Assert.Equal(10, (double)shadow["effective_weight"]!);
        Assert.False((bool)shadow["paused"]!);
    }

    [Fact]
    public async Task Metrics_gives_the_parts_of_the_nodes_and_how_old_they_are()
    {
        var (_, body) = await node.Http.GetJsonAsync("/api/metrics");

        Assert.Equal(2, (int)body["nodes_held"]!);
        Assert.Equal(812.346, (double)body["oldest_age_ms"]!);
        Assert.Equal(["live", "departed"], body["nodes"]!.AsArray().Select(part => (string)part!["state"]!));
        Assert.Equal(600, (long)body["nodes"]![0]!["shadows"]![0]!["offered"]!);
        Assert.Equal(634, (long)body["nodes"]![1]!["shadows"]![0]!["offered"]!);
        Assert.Equal("""{"name":"checkout","requests":600,"failed":2,"statuses":{"200":598,"503":2},"latency_ms":{"count":600,"mean":2,"p50":2,"p95":4,"p99":6,"p999":8,"max":10}}""",
            body["nodes"]![0]!["productions"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Metrics_shows_configured_mappings_that_nothing_was_counted_for()
    {
        var (_, body) = await node.Http.GetJsonAsync("/api/metrics");

        Assert.Equal(["checkout-shadow", "other-shadow"], Names(body["cluster"]!["shadows"]!));
        Assert.Equal(0, (long)body["cluster"]!["shadows"]![1]!["offered"]!);
        Assert.Equal(["checkout", "checkout-canary", "other"], Names(body["cluster"]!["productions"]!));
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/nothing")]
    [InlineData("/api/shadows/checkout-shadow/weight/more")]
    public async Task An_unknown_path_is_404_in_JSON(string path)
    {
        var (status, body) = await node.Http.GetJsonAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal($"there is nothing at {path}", (string?)body["error"]);
    }

    [Fact]
    public async Task A_wrong_method_is_405_in_JSON()
    {
        var (status, body) = await node.Http.PostJsonAsync("/api/cluster", "{}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, status);
        Assert.Equal("/api/cluster does not take POST; allowed: GET", (string?)body["error"]);
    }

    private static IEnumerable<string> Names(JsonNode list) => list.AsArray().Select(item => (string)item!["name"]!);
}
