using ActorProxy.Admin;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Diagnostics.Tests.Support;

namespace ActorProxy.Diagnostics.Tests.Page;

[Collection(BrowserTests.Name)]
public sealed class ViewersTests(BrowserFixture browser) : IAsyncLifetime
{
    private readonly AdminFixture _node = new() { Options = new AdminOptions { Url = "http://127.0.0.1:0", MostViewers = 1 } };

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task One_too_many_is_told_so_and_gets_in_when_another_leaves()
    {
        await using (var first = await Visitor.OpenAsync(browser, _node.Url, "/cluster"))
        {
            await first.LiveAsync();

            var refusal = await _node.Http.GetAsync("/");
            Assert.Equal(503, (int)refusal.StatusCode);
            Assert.Contains("Too many viewers", await refusal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.True((await _node.Http.GetAsync("/api/cluster")).IsSuccessStatusCode);
            await first.LiveAsync();
            await first.Page.GotoAsync("about:blank");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!(await _node.Http.GetAsync("/", limit.Token)).IsSuccessStatusCode) await Task.Delay(50, limit.Token);
        }

        await using var second = await Visitor.OpenAsync(browser, _node.Url, "/cluster");
        await second.LiveAsync();
    }
}
