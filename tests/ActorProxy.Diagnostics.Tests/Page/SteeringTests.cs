using ActorProxy.Diagnostics.Tests.Support;
using Microsoft.Playwright;

namespace ActorProxy.Diagnostics.Tests.Page;

[Collection(BrowserTests.Name)]
public sealed class SteeringTests(BrowserFixture browser) : IAsyncLifetime
{
    private readonly PageFixture _page = new();

    public Task InitializeAsync() => _page.InitializeAsync();

    public Task DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task A_weight_is_set_after_confirmation_with_who_and_why()
    {
        await using var visitor = await Visitor.OpenAsync(browser, _page.Node.Url, "/");
        await visitor.Button("Change the weight of checkout-shadow").ClickAsync();
        await visitor.Dialog.GetByLabel("Weight in percent").FillAsync("2.5");
        await visitor.Dialog.GetByLabel("Your name").FillAsync("alice");
        await visitor.Dialog.GetByLabel("Reason").FillAsync("too slow");
        await visitor.Button("Set weight").ClickAsync();

        await Assertions.Expect(visitor.Page.GetByText("checkout-shadow now copies 2.5 %.")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("set at run time, configured 10 %")).ToBeVisibleAsync();
        await visitor.GoAsync("/shadows/checkout-shadow");
        await Assertions.Expect(visitor.Page.Locator(".changes li")).ToContainTextAsync("Weight 2.5 % by alice (admin API from 127.0.0.1): too slow");
        var change = Assert.Single(_page.Node.Control.Changes);
        Assert.Equal(("checkout-shadow", 2.5, "alice (admin API from 127.0.0.1)", "too slow"), (change.Shadow, change.Weight, change.Who, change.Reason));
    }

    [Fact]
    public async Task The_configured_weight_comes_back()
    {
        _page.Node.Control.Apply(new("checkout-shadow", 50, null, "test"));
        await using var visitor = await Visitor.OpenAsync(browser, _page.Node.Url, "/");
        await visitor.Button("Back to the configured weight of checkout-shadow").ClickAsync();
        await visitor.Dialog.GetByLabel("Your name").FillAsync("alice");
        await visitor.Button("Go back").ClickAsync();

        await Assertions.Expect(visitor.Page.GetByText("checkout-shadow copies 10 % again, as configured.")).ToBeVisibleAsync();
        Assert.True(double.IsNaN(_page.Node.Control.Changes[^1].Weight!.Value));
    }

    [Fact]
    public async Task Nothing_is_changed_without_a_name_or_when_one_thinks_again()
    {
        await using var visitor = await Visitor.OpenAsync(browser, _page.Node.Url, "/");
        await visitor.Button("Pause checkout-shadow").ClickAsync();
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Pause" })).ToBeDisabledAsync();
        await visitor.Button("Cancel").ClickAsync();

        await Assertions.Expect(visitor.Dialog).ToHaveCountAsync(0);
        Assert.Empty(_page.Node.Control.Changes);
    }

    [Fact]
    public async Task The_master_switch_pauses_and_resumes_everything_by_keyboard_alone()
    {
        await using var visitor = await Visitor.OpenAsync(browser, _page.Node.Url, "/");
        await visitor.Button("Pause all").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Dialog.GetByLabel("Your name")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("bob");
        await Assertions.Expect(visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Pause all" })).ToBeEnabledAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visitor.Page.GetByText("All copying is paused by bob")).ToBeVisibleAsync();
        Assert.True(_page.Node.Control.Current.AllPaused);

        await visitor.Button("Resume all").ClickAsync();
        await Assertions.Expect(visitor.Dialog.GetByLabel("Your name")).ToHaveValueAsync("bob");
        await visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Resume all" }).ClickAsync();
        await Assertions.Expect(visitor.Button("Pause all")).ToBeVisibleAsync();
        Assert.False(_page.Node.Control.Current.AllPaused);
    }
}
