using ActorProxy.Admin;
using ActorProxy.Diagnostics.Tests.Support;
using ActorProxy.Mappings.Loading;
using Microsoft.Playwright;

namespace ActorProxy.Diagnostics.Tests.Page;

[Collection(BrowserTests.Name)]
public sealed class ComparisonTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Mappings = """
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: checkout }
        spec: { hostname: "*", prefix: /checkout/, service: checkout }
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: checkout-shadow }
        spec: { hostname: "*", prefix: /checkout/, service: checkout-shadow, shadow: true }
        ---
        apiVersion: actorproxy.io/v1
        kind: ShadowPolicy
        metadata: { name: checkout-policy }
        spec: { mapping: checkout-shadow, compare: {} }
        """;

    private readonly PageFixture _page = new();
    private AdminServer _server = null!;

    public async Task InitializeAsync()
    {
        await _page.InitializeAsync();
        var node = _page.Node;
        node.Routes.Swap(new MappingLoader().Load([new MappingSource("maps.yaml", Mappings)]));
        _server = await AdminServer.StartAsync(
            new AdminOptions { Url = "http://127.0.0.1:0" }, node.Cluster, node.Metrics, node.Control, node.Routes, comparisons: new FakeComparisons());
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _page.DisposeAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task A_compared_shadow_shows_its_verdict_its_fields_and_samples_side_by_side(ColorScheme scheme, int width)
    {
        await using var visitor = await Visitor.OpenAsync(browser, _server.BoundUrls[0], "/shadows/checkout-shadow", width, scheme: scheme);
        await Assertions.Expect(visitor.Page.GetByText("Verdict: fail")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Row, new PageGetByRoleOptions { NameString = "$.price" }).First).ToContainTextAsync("regression");
        var heat = visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Statuses, production against shadow" });
        await Assertions.Expect(heat.Locator("td.other")).ToHaveTextAsync(["20"]);

        await visitor.Button("Samples of $.price").First.ClickAsync();
        var sample = visitor.Page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "GET /checkout/cart?id=7" });
        await Assertions.Expect(sample.Locator("del")).ToHaveTextAsync(["  \"price\": 10.0"]);
        await Assertions.Expect(sample.Locator("ins")).ToHaveTextAsync(["  \"price\": 10.5"]);
        await Assertions.Expect(visitor.Page.GetByText("Not everybody answered in time: 127.0.0.1:4055.")).ToBeVisibleAsync();
        await Axe.AssertNothingFoundAsync(visitor.Page);
        Assert.Equal(width, await visitor.Page.EvaluateAsync<int>("document.documentElement.clientWidth"));
        Assert.Equal(width, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }
}
