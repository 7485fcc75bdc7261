using ActorProxy.Admin;
using ActorProxy.Diagnostics.Tests.Support;
using Microsoft.Playwright;

namespace ActorProxy.Diagnostics.Tests.Page;

[Collection(BrowserTests.Name)]
public sealed class RestartTests(BrowserFixture browser) : IAsyncLifetime
{
    private readonly PageFixture _page = new();

    public Task InitializeAsync() => _page.InitializeAsync();

    public Task DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task The_page_says_that_its_node_is_gone_and_that_it_was_restarted()
    {
        await using var visitor = await Visitor.OpenAsync(browser, _page.Node.Url, "/cluster");
        var url = _page.Node.Url;
        await _page.Node.Server.StopAsync();
        await _page.Node.Server.DisposeAsync();

        var notice = visitor.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(notice).ToContainTextAsync("The node cannot be reached since");
        await Assertions.Expect(visitor.Heading("Members")).ToBeVisibleAsync();

        await using var restarted = await AdminServer.StartAsync(
            new AdminOptions { Url = url }, _page.Node.Cluster, _page.Node.Metrics, _page.Node.Control, _page.Node.Routes);
        await Assertions.Expect(notice).ToContainTextAsync("The node was restarted", new LocatorAssertionsToContainTextOptions { Timeout = 15_000 });
        await Assertions.Expect(visitor.Heading("Members")).ToBeVisibleAsync();
    }
}
