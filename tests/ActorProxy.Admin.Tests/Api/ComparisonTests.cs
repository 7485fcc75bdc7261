using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Shadowing.Reporting;

namespace ActorProxy.Admin.Tests.Api;

public sealed class ComparisonTests : IAsyncLifetime
{
    private readonly AdminFixture _node = new();

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Comparison_gives_fields_statuses_and_latency()
    {
        _node.Comparisons.Count(300);
        _node.Comparisons.Count(100, shadowStatus: 500);

        var (status, body) = await _node.Http.GetJsonAsync("/api/shadows/checkout-shadow/comparison");

        Assert.Equal((HttpStatusCode.OK, true, null), (status, (bool)body["enabled"]!, (string?)body["baseline"]));
        Assert.Equal(["match", "mismatch", "noise_only", "truncated", "not_comparable"], body["outcomes"]!.AsObject().Select(o => o.Key));
        var field = Assert.Single(body["fields"]!.AsArray(), f => (string)f!["path"]! == "status")!;
        Assert.Equal((400, 100, 0.25, true), ((long)field["requests"]!, (long)field["different"]!["shadow"]!, (double)field["raw_rate"]!, (bool)field["regression"]!));
        Assert.InRange((double)field["excess_low"]!, 0.15, 0.25);
        Assert.Equal(
            """[{"production":"200","other":"200","count":300},{"production":"200","other":"500","count":100}]""", body["statuses"]!.ToJsonString());
        Assert.Equal(400, (long)body["latency"]!["count"]!);
        Assert.Equal([0.05, 0.5, 0.95, 0.99], body["latency"]!["ratio"]!.AsArray().Select(q => (double)q!["quantile"]!));
        var median = body["latency"]!["delta_ms"]![1]!;
        Assert.InRange((double)median["value"]!, 1.9, 2.1);
        Assert.InRange((double)median["low"]!, 1.9, (double)median["value"]!);
    }

    [Theory]
    [InlineData("comparison")]
    [InlineData("verdict")]
    [InlineData("diffs")]
    public async Task What_is_not_there_is_404(string what)
    {
        var (status, body) = await _node.Http.GetJsonAsync($"/api/shadows/nobody/{what}");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("nobody", (string?)body["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdict_needs_a_comparison_and_gives_reasons()
    {
        Assert.Equal(HttpStatusCode.Conflict, (await _node.Http.GetJsonAsync("/api/shadows/other-shadow/verdict")).Status);

        _node.Comparisons.Count(10);
        var (_, early) = await _node.Http.GetJsonAsync("/api/shadows/checkout-shadow/verdict");
        Assert.Equal(("undecided", 10), ((string?)early["verdict"], (long)early["compared"]!));

        _node.Comparisons.Count(500, shadowStatus: 500);
        var (_, late) = await _node.Http.GetJsonAsync("/api/shadows/checkout-shadow/verdict");
        Assert.Equal("fail", (string?)late["verdict"]);
        Assert.Contains("status", (string?)late["reasons"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diffs_gives_samples_and_says_whose_are_missing()
    {
        _node.Comparisons.Samples = new SampleReport([Sample("""{"n":1}"""), Sample("""{"n":2}""")], ["a", "b"], ["b"]);

        var (status, body) = await _node.Http.GetJsonAsync("/api/shadows/checkout-shadow/diffs?path=%24.items%5B*%5D.price");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("checkout-shadow", "$.items[*].price"), _node.Comparisons.Asked);
        Assert.Equal(
            """{"name":"checkout-shadow","path":"$.items[*].price","nodes":["a","b"],"unanswered":["b"],"samples":[{"n":1},{"n":2}]}""", body.ToJsonString());
    }

    [Fact]
    public async Task Diffs_as_json_lines_is_a_sample_per_line()
    {
        _node.Comparisons.Samples = new SampleReport([Sample("""{"n":1}"""), Sample("""{"n":2}""")], ["a", "b"], ["b"]);

        using var reply = await _node.Http.GetAsync(new Uri("/api/shadows/checkout-shadow/diffs?format=jsonl", UriKind.Relative));

        Assert.Equal("application/x-ndjson; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        Assert.Equal(["b"], reply.Headers.GetValues("X-Unanswered-Nodes"));
        Assert.Equal("{\"n\":1}\n{\"n\":2}\n", await reply.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await _node.Http.GetJsonAsync("/api/shadows/checkout-shadow/diffs?format=xml")).Status);
    }

    [Theory]
    [InlineData("shadow verdict checkout-shadow", "undecided")]
    [InlineData("shadow verdict checkout-shadow --fail-on undecided", "failed")]
    [InlineData("shadow verdict checkout-shadow -fail-on never", null)]
    [InlineData("shadow verdict checkout-shadow --wait soon", "failed")]
    [InlineData("shadow verdict checkout-shadow --fail-on all", "failed")]
    [InlineData("shadow verdict other-shadow", "failed")]
    [InlineData("shadow verdict nobody", "failed")]
    [InlineData("shadow compare checkout-shadow", null)]
    [InlineData("shadow diffs checkout-shadow $.a --json", null)]
    [InlineData("shadow diffs nobody", "failed")]
    public async Task Commands_end_as_what_they_found(string line, string? error)
    {
        using var content = new StringContent(new JsonObject { ["line"] = line }.ToJsonString(), Encoding.UTF8, "application/json");
        using var reply = await _node.Http.PostAsync(new Uri("/pbm/execute", UriKind.Relative), content);

        var frames = (await reply.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n').Select(frame => JsonNode.Parse(frame)!).ToArray();

        Assert.Equal((true, error), ((bool)frames[^1]["final"]!, (string?)frames[^1]["error"]));
        Assert.All(frames[..^1], frame => Assert.Null((string?)frame["error"]));
    }

    [Fact]
    public async Task A_verdict_is_waited_for()
    {
        _node.Comparisons.Count(10);
        using var content = new StringContent("""{"line":"shadow verdict checkout-shadow --wait 1m"}""", Encoding.UTF8, "application/json");
        var answer = _node.Http.PostAsync(new Uri("/pbm/execute", UriKind.Relative), content);

        _node.Comparisons.Count(500, shadowStatus: 500);

        using var reply = await answer.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("the verdict is fail", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_verdict_leaves_aside_what_was_compared_before()
    {
        _node.Comparisons.Count(500, shadowStatus: 500);
        using var content = new StringContent("""{"line":"shadow verdict checkout-shadow -fresh"}""", Encoding.UTF8, "application/json");

        using var reply = await _node.Http.PostAsync(new Uri("/pbm/execute", UriKind.Relative), content);

        Assert.Contains("undecided (0 requests)", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static ReadOnlyMemory<byte> Sample(string json) => Encoding.UTF8.GetBytes(json);
}
