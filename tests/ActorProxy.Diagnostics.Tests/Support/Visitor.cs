using Microsoft.Playwright;

namespace ActorProxy.Diagnostics.Tests.Support;

/// <summary>Somebody with a browser window. Notes everything that goes wrong in it, and every request that leaves the node.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _url;

    private Visitor(IBrowserContext context, IPage page, string url)
    {
        (_context, Page, _url) = (context, page, url);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) Strays.Add(request.Url);
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the browser's console.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Requests to anybody but the node.</summary>
    public List<string> Strays { get; } = [];

    public static async Task<Visitor> OpenAsync(
        BrowserFixture browser, string url, string path, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
        });
        context.SetDefaultTimeout(15_000);
        var visitor = new Visitor(context, await context.NewPageAsync(), url);
        await visitor.GoAsync(path);
        return visitor;
    }

    /// <summary>Opens another page and waits until it is live.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(_url + path);
        await LiveAsync();
    }

    /// <summary>Waits until the page that was sent is connected; before that, what is typed may be lost.</summary>
    public Task LiveAsync() => Page.Locator("html[data-live]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
