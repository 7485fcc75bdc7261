using ActorProxy.Diagnostics.Tests.Support;
using Microsoft.Playwright;

namespace ActorProxy.Diagnostics.Tests.Page;

[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(BrowserFixture browser, PageFixture page) : IClassFixture<PageFixture>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing_on_any_page(ColorScheme scheme, int width)
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/", width, scheme: scheme);
        foreach (var path in Pages.All)
        {
            await visitor.GoAsync(path);
            await Axe.AssertNothingFoundAsync(visitor.Page);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_in_a_dialog_and_in_the_answer_of_a_route_test(ColorScheme scheme)
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/routes", scheme: scheme);
        await visitor.Page.GetByLabel("Path and query").FillAsync("/checkout/");
        await visitor.Button("Test").ClickAsync();
        await visitor.Page.Locator(".answer").WaitForAsync();
        await Axe.AssertNothingFoundAsync(visitor.Page);

        await visitor.GoAsync("/");
        await visitor.Button("Change the weight of checkout-shadow").ClickAsync();
        await visitor.Dialog.GetByLabel("Weight in percent").WaitForAsync();
        await Axe.AssertNothingFoundAsync(visitor.Page);
    }

    [Fact]
    public async Task A_page_begins_at_its_heading_and_a_link_leads_past_the_bar()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/cluster");
        await Assertions.Expect(visitor.Heading("Cluster")).ToBeFocusedAsync();

        await visitor.Page.GetByText("Skip to the figures").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("main")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Heading("Members")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_nothing_sticks_out()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/", width: 360);
        foreach (var path in Pages.All)
        {
            await visitor.GoAsync(path);
            Assert.Equal(360, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [Fact]
    public async Task The_button_switches_between_light_and_dark_and_is_remembered()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/");
        await visitor.Button("Switch between light and dark").ClickAsync();
        await visitor.GoAsync("/cluster");

        Assert.Equal("dark", await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).colorScheme"));
    }
}
