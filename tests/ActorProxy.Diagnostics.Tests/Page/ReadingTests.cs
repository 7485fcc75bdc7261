using ActorProxy.Diagnostics.Tests.Support;
using ActorProxy.Shadowing.Accounting;
using Microsoft.Playwright;

namespace ActorProxy.Diagnostics.Tests.Page;

[Collection(BrowserTests.Name)]
public sealed class ReadingTests(BrowserFixture browser, PageFixture page) : IClassFixture<PageFixture>
{
    [Fact]
    public async Task Figures_change_while_one_looks()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/");
        var card = visitor.Page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "checkout-shadow" });
        await Assertions.Expect(card).ToContainTextAsync("10,000");

        page.Node.Metrics.Report = SampleFigures.Report(SampleFigures.Shadow("checkout-shadow", SampleFigures.Counts((CopyOutcome.Answered, 12_345))));

        await Assertions.Expect(card).ToContainTextAsync("12,345");
        page.Node.Metrics.Report = SampleFigures.Report(SampleFigures.Shadow("checkout-shadow", SampleFigures.Outcomes));
        await Assertions.Expect(card).ToContainTextAsync("10,000");
    }

    [Fact]
    public async Task A_shadow_shows_its_coverage_with_every_drop_in_words()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/shadows/checkout-shadow");
        var coverage = visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Coverage" });

        await Assertions.Expect(coverage.Locator(".stage-count strong")).ToHaveTextAsync(["10,000", "1,000", "960", "950"]);
        await Assertions.Expect(coverage.Locator(".loss")).ToHaveTextAsync(
        [
            "−9,000 Sampled out: outside the weight: not chosen for copying",
            "−40 Buffer full: the edge's byte budget was full: the shadow, or the way to it, is too slow",
            "−10 Timed out: no answer within timeout_ms",
        ]);
    }

    [Fact]
    public async Task A_shadow_shows_both_latencies_and_their_paired_difference()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/shadows/checkout-shadow");
        var latency = visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Latency of the same requests" });

        await Assertions.Expect(latency).ToContainTextAsync("slower on the very same requests");
        await Assertions.Expect(latency.GetByRole(AriaRole.Img, new LocatorGetByRoleOptions { NameString = "Distribution of latencies" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_cluster_page_marks_a_node_that_cannot_be_reached()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/cluster");

        var row = visitor.Page.GetByRole(AriaRole.Row, new PageGetByRoleOptions { NameString = "127.0.0.1:4054 edge, shadow" });
        await Assertions.Expect(row).ToContainTextAsync("no");
        await Assertions.Expect(visitor.Page.GetByLabel("1 unreachable")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_edge_that_has_suspended_copying_is_told_on_every_page()
    {
        var report = page.Node.Metrics.Report;
        page.Node.Metrics.Report = report with { Nodes = [report.Nodes[0] with { Suspension = "the processor is busy" }] };
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/routes");

        await Assertions.Expect(visitor.Page.GetByText("has suspended copying for production’s sake: the processor is busy")).ToBeVisibleAsync();
        page.Node.Metrics.Report = report;
        await Assertions.Expect(visitor.Page.GetByText("has suspended copying")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Findings_are_listed_worst_first_with_their_place()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/findings");

        await Assertions.Expect(visitor.Page.Locator(".finding").First).ToContainTextAsync("spec.weight must be a number");
        await Assertions.Expect(visitor.Page.Locator(".finding").First).ToContainTextAsync("maps.yaml:12");
        await Assertions.Expect(visitor.Page.Locator(".finding")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_request_is_tested_against_the_routes()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/routes");
        await visitor.Page.GetByLabel("Host").FillAsync("shop.example");
        await visitor.Page.GetByLabel("Path and query").FillAsync("/checkout/cart?id=7");
        await visitor.Button("Test").ClickAsync();

        var answer = visitor.Page.Locator(".answer");
        await Assertions.Expect(answer).ToContainTextAsync("Route 0: /checkout/");
        await Assertions.Expect(answer).ToContainTextAsync("Host: shop.example-shadow");

        await visitor.Page.GetByLabel("Path and query").FillAsync("nonsense");
        await visitor.Button("Test").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("give the path: it starts with a slash")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_shadow_that_nobody_knows_is_told_in_words()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/shadows/nobody");
        await Assertions.Expect(visitor.Page.GetByText("There is no shadow of this name")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Everything_comes_from_the_node_and_nothing_fails()
    {
        await using var visitor = await Visitor.OpenAsync(browser, page.Node.Url, "/");
        foreach (var path in Pages.All)
            await visitor.GoAsync(path);

        Assert.Empty(visitor.Strays);
        Assert.Empty(visitor.Complaints);
    }
}
