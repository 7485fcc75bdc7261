using ActorProxy.Admin;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Diagnostics.Tests.Support;
using Microsoft.Playwright;

namespace ActorProxy.Diagnostics.Tests.Page;

[Collection(BrowserTests.Name)]
public sealed class AccessTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly AdminFixture _node = new() { Options = new AdminOptions { Url = "http://127.0.0.1:0", Token = Token } };

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task The_page_is_read_only_until_the_token_is_shown()
    {
        await using var visitor = await Visitor.OpenAsync(browser, _node.Url, "/cluster");
        await Assertions.Expect(visitor.Button("Pause all")).ToHaveCountAsync(0);

        await visitor.Page.GetByText("Read only").ClickAsync();
        await visitor.Page.GetByLabel("Token of this node").FillAsync("wrong-wrong-wrong-wrong");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByText("That is not this node")).ToBeVisibleAsync();
        await visitor.LiveAsync();

        await visitor.Page.GetByLabel("Token of this node").FillAsync(Token);
        await visitor.Button("Unlock the controls").ClickAsync();
        await Assertions.Expect(visitor.Button("Pause all")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Heading("Members")).ToBeVisibleAsync();

        await visitor.LiveAsync();
        await visitor.Button("Lock").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("Read only")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Button("Pause all")).ToHaveCountAsync(0);
    }
}
