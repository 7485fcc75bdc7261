using System.Net;
using ActorProxy.Admin.Tests.Fakes;

namespace ActorProxy.Admin.Tests.Access;

public sealed class PageSessionTests : IAsyncLifetime, IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly AdminFixture _node = new() { Options = new AdminOptions { Url = "http://127.0.0.1:0", Token = Token } };
    private readonly HttpClient _browser = new(new HttpClientHandler { AllowAutoRedirect = false });

    public async Task InitializeAsync()
    {
        await _node.InitializeAsync();
        _browser.BaseAddress = new Uri(_node.Url);
    }

    public Task DisposeAsync() => _node.DisposeAsync();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Without_the_token_the_page_is_for_reading_and_the_API_is_closed()
    {
        var page = await _browser.GetStringAsync("/");

        Assert.Contains("checkout-shadow", page, StringComparison.Ordinal);
        Assert.Contains("Read only", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Pause all", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _browser.GetAsync("/api/metrics")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _browser.GetAsync("/ambassador/v0/diag/?json=true")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/ambassador/v0/check_ready")).StatusCode);
    }

    [Fact]
    public async Task The_token_opens_a_session_that_can_be_ended()
    {
        var answer = await ShowAsync(Token, "/cluster");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/cluster", answer.Headers.Location?.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Last();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("Pause all", await _browser.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/api/metrics")).StatusCode);

        await ShowAsync("", "/");
        Assert.Contains("Read only", await _browser.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _browser.GetAsync("/api/metrics")).StatusCode);
    }

    [Fact]
    public async Task What_is_not_the_token_is_refused_and_said_so()
    {
        var answer = await ShowAsync("fedcba9876543210fedcba9876543210", "/cluster");

        Assert.Equal("/cluster?token=refused", answer.Headers.Location?.OriginalString);
        Assert.Contains("That is not this node", await _browser.GetStringAsync("/cluster?token=refused"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _browser.GetAsync("/api/metrics")).StatusCode);
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("https://elsewhere.example/")]
    public async Task The_way_back_never_leads_elsewhere(string to) => Assert.Equal("/", (await ShowAsync(Token, to)).Headers.Location?.OriginalString);

    [Fact]
    public async Task A_page_of_another_origin_gets_no_session_and_no_circuit()
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, "/session")
        {
            Content = new FormUrlEncodedContent([new("token", Token)]), Headers = { { "Origin", "http://elsewhere.example" } },
        };
        Assert.Equal(HttpStatusCode.Forbidden, (await _browser.SendAsync(form)).StatusCode);

        using var socket = new HttpRequestMessage(HttpMethod.Get, "/_blazor")
        {
            Headers = { { "Origin", "http://elsewhere.example" }, { "Connection", "Upgrade" }, { "Upgrade", "websocket" } },
        };
        Assert.Equal(HttpStatusCode.Forbidden, (await _browser.SendAsync(socket)).StatusCode);
    }

    private Task<HttpResponseMessage> ShowAsync(string token, string to) =>
        _browser.PostAsync("/session", new FormUrlEncodedContent([new("token", token), new("to", to)]));
}
