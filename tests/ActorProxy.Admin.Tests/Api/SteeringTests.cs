using System.Net;
using System.Text;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Admin.Tests.Api;

public sealed class SteeringTests : IAsyncLifetime
{
    private readonly AdminFixture _node = new();

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Weight_sets_it_and_answers_the_new_setting()
    {
        var (status, body) = await _node.Http.PostJsonAsync("/api/shadows/checkout-shadow/weight", """{"weight":12.5,"who":"alice@laptop","reason":"too slow"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """{"name":"checkout-shadow","service":"http://checkout-shadow:80","configured_weight":10,"override_weight":12.5,"effective_weight":12.5,"paused":false,"paused_by_all":false,"changed_by":{"who":"alice@laptop from 127.0.0.1","when":"2026-03-04T05:06:07+00:00","reason":"too slow"}}""",
            body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(new ControlChange("checkout-shadow", 12.5, null, "alice@laptop from 127.0.0.1", "too slow"), Assert.Single(_node.Control.Changes));
    }

    [Fact]
    public async Task Weight_null_goes_back_to_the_configured_one()
    {
        await _node.Http.PostJsonAsync("/api/shadows/checkout-shadow/weight", """{"weight":1}""");
        var (status, body) = await _node.Http.PostJsonAsync("/api/shadows/checkout-shadow/weight", """{"weight":null}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Null(body["override_weight"]);
        Assert.Equal(10, (double)body["effective_weight"]!);
    }

    [Theory]
    [InlineData("""{"weight":-1}""")]
    [InlineData("""{"weight":100.01}""")]
    [InlineData("""{"weight":1e999}""")]
    [InlineData("""{"weight":"ten"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"wieght":5}""")]
    [InlineData("""{"weight":5,"colour":"red"}""")]
    [InlineData("""null""")]
    [InlineData("""[]""")]
    [InlineData("""nonsense""")]
    public async Task Weight_that_is_none_is_400_and_changes_nothing(string json)
    {
        var (status, body) = await _node.Http.PostJsonAsync("/api/shadows/checkout-shadow/weight", json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty((string)body["error"]!);
        Assert.Empty(_node.Control.Changes);
    }

    [Theory]
    [InlineData("weight", """{"weight":5}""")]
    [InlineData("pause", null)]
    [InlineData("resume", null)]
    public async Task An_unknown_shadow_is_404_with_the_known_names(string action, string? json)
    {
        var (status, body) = await _node.Http.PostJsonAsync($"/api/shadows/chekout-shadow/{action}", json);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("there is no shadow 'chekout-shadow', did you mean 'checkout-shadow'?; known: checkout-shadow, other-shadow", (string?)body["error"]);
        Assert.Empty(_node.Control.Changes);
    }

    [Fact]
    public async Task Pause_and_resume_need_no_body()
    {
        var (_, paused) = await _node.Http.PostJsonAsync("/api/shadows/checkout-shadow/pause", null);
        Assert.True((bool)paused["paused"]!);
        Assert.Equal("admin API from 127.0.0.1", (string?)paused["changed_by"]!["who"]);

        var (_, resumed) = await _node.Http.PostJsonAsync("/api/shadows/checkout-shadow/resume", """{"reason":"fixed"}""");
        Assert.False((bool)resumed["paused"]!);
        Assert.Equal("fixed", (string?)resumed["changed_by"]!["reason"]);
    }

    [Fact]
    public async Task All_is_the_master_switch()
    {
        var (status, paused) = await _node.Http.PostJsonAsync("/api/shadows/all/pause", """{"who":"bob","reason":"incident"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True((bool)paused["all_paused"]!);
        Assert.Equal("bob from 127.0.0.1", (string?)paused["all_paused_by"]!["who"]);
        Assert.All(paused["shadows"]!.AsArray(), shadow => Assert.True((bool)shadow!["paused_by_all"]!));
        Assert.Equal(new ControlChange(null, null, true, "bob from 127.0.0.1", "incident"), Assert.Single(_node.Control.Changes));

        var (_, resumed) = await _node.Http.PostJsonAsync("/api/shadows/all/resume", null);
        Assert.False((bool)resumed["all_paused"]!);
    }

    [Fact]
    public async Task All_has_no_weight()
    {
        var (status, _) = await _node.Http.PostJsonAsync("/api/shadows/all/weight", """{"weight":5}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Shadows_can_be_read_one_by_one_and_as_a_list()
    {
        var (_, list) = await _node.Http.GetJsonAsync("/api/shadows");
        Assert.Equal(["checkout-shadow", "other-shadow"], list["shadows"]!.AsArray().Select(shadow => (string)shadow!["name"]!));

        var (_, one) = await _node.Http.GetJsonAsync("/api/shadows/other-shadow");
        Assert.Equal(0.5, (double)one["configured_weight"]!);
        Assert.Null(one["changed_by"]);

        Assert.Equal(HttpStatusCode.NotFound, (await _node.Http.GetJsonAsync("/api/shadows/none")).Status);
    }

    [Fact]
    public async Task History_says_who_when_and_why()
    {
        await _node.Http.PostJsonAsync("/api/shadows/checkout-shadow/weight", """{"weight":5,"who":"me","reason":"slow"}""");
        await _node.Http.PostJsonAsync("/api/shadows/all/pause", null);

        var (status, body) = await _node.Http.GetJsonAsync("/api/shadows/history");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["all", "checkout-shadow"], body["changes"]!.AsArray().Select(change => (string)change!["shadow"]!));
        Assert.Equal(
            """{"shadow":"checkout-shadow","override_weight":5,"paused":false,"changed_by":{"who":"me from 127.0.0.1","when":"2026-03-04T05:06:07+00:00","reason":"slow"}}""",
            body["changes"]![1]!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_and_reason_are_kept_to_one_line_of_bounded_length()
    {
        var reason = new string('x', 5000);
        await _node.Http.PostJsonAsync("/api/shadows/all/pause", $$"""{"who":"eve\u001b[2J\nroot","reason":"{{reason}}"}""");

        var change = Assert.Single(_node.Control.Changes);
        Assert.Equal("eve [2J root from 127.0.0.1", change.Who);
        Assert.Equal(200, change.Reason!.Length);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_415()
    {
        using var content = new StringContent("weight=5", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var reply = await _node.Http.PostAsync(new Uri("/api/shadows/checkout-shadow/weight", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_origin_changes_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/shadows/all/pause");
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var reply = await _node.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, (await HttpJson.ReadAsync(reply)).Status);
        Assert.Empty(_node.Control.Changes);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413()
    {
        var (status, _) = await _node.Http.PostJsonAsync("/api/shadows/all/pause", $$"""{"reason":"{{new string('x', 100_000)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }
}
