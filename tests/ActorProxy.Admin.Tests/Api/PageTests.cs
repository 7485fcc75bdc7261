using System.Net;
using ActorProxy.Admin.Tests.Fakes;

namespace ActorProxy.Admin.Tests.Api;

public sealed class PageTests(AdminFixture node) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task The_page_is_at_the_root_with_figures_in_it_before_any_script_runs()
    {
        var answer = await node.Http.GetAsync("/");
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Contains("checkout-shadow", html, StringComparison.Ordinal);
        Assert.Contains("1,234", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_may_load_nothing_from_elsewhere_and_be_in_no_frame()
    {
        var answer = await node.Http.GetAsync("/cluster");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/_framework/blazor.web.js", "text/javascript; charset=utf-8")]
    [InlineData("/assets/MudBlazor.min.css", "text/css; charset=utf-8")]
    [InlineData("/assets/MudBlazor.min.js", "text/javascript; charset=utf-8")]
    [InlineData("/assets/page.css", "text/css; charset=utf-8")]
    [InlineData("/assets/icon.svg", "image/svg+xml")]
    public async Task Assets_come_from_the_assembly_and_are_known_again(string path, string type)
    {
        var answer = await node.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());

        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await node.Http.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task An_asset_that_is_none_is_404() => Assert.Equal(HttpStatusCode.NotFound, (await node.Http.GetAsync("/assets/nothing.css")).StatusCode);
}
