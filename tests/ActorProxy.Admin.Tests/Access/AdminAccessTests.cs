using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Shadowing.Tests.Certificates;
using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Admin.Tests.Access;

public sealed class AdminAccessTests : IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly TestAuthority _authority = new();
    private readonly FakeTelemetry _telemetry = new();
    private readonly TestAuthority _strangers = new("strangers");

    public void Dispose()
    {
        _authority.Dispose();
        _telemetry.Dispose();
        _strangers.Dispose();
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://10.1.2.3:0")]
    [InlineData("http://some-host:0")]
    public async Task StartAsync_onAnAddressThatOthersReach_withoutTokenOrCertificates_isRefusedWithTheReason(string url)
    {
        var refusal = await Assert.ThrowsAsync<AdminBindException>(() => StartAsync(new AdminOptions { Url = url }));

        Assert.Contains(url, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--admin-token-file", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--admin-client-ca", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", Token)]
    [InlineData("http://127.0.0.1:0", null)]
    [InlineData("http://[::1]:0", null)]
    public async Task StartAsync_withAToken_orForThisMachineOnly_works(string url, string? token)
    {
        await using var server = await StartAsync(new AdminOptions { Url = url, Token = token });
        Assert.NotEmpty(server.BoundUrls);
    }

    [Fact]
    public async Task StartAsync_withATokenThatCanBeGuessed_isRefused() =>
        Assert.Contains("16 at least", await RefusalAsync(new AdminOptions { Token = "secret" }), StringComparison.Ordinal);

    [Fact]
    public async Task StartAsync_withHttpsAndNoCertificate_orTheReverse_isRefused()
    {
        var (certificate, key) = _authority.Issue("node.test");
        var files = new CertificateFiles(certificate, key);

        Assert.Contains("--admin-certificate", await RefusalAsync(new AdminOptions { Url = "https://127.0.0.1:0" }), StringComparison.Ordinal);
        Assert.Contains("https://", await RefusalAsync(new AdminOptions { Url = "http://127.0.0.1:0", Certificate = files }), StringComparison.Ordinal);
        Assert.Contains("https://", await RefusalAsync(new AdminOptions { Url = "http://127.0.0.1:0", ClientAuthorities = _authority.Pem }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/cluster")]
    [InlineData("GET", "/api/metrics")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/pbm/palettes")]
    [InlineData("GET", "/alive/x")]
    [InlineData("POST", "/pbm/execute")]
    [InlineData("POST", "/api/shadows/all/pause")]
    public async Task Without_theToken_everythingButProbesIs401(string method, string path)
    {
        await using var server = await StartAsync(new AdminOptions { Url = "http://127.0.0.1:0", Token = Token });
        using var http = new HttpClient { BaseAddress = new Uri(server.BoundUrls[0]) };

        foreach (var authorization in new[] { null, "Bearer", "Bearer " + Token[1..], "Bearer " + Token + "0", "Basic !", "Basic " + Base64("me:wrong"), "Digest " + Token, Token })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var reply = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
            Assert.Equal(["Bearer", "Basic"], reply.Headers.WwwAuthenticate.Select(w => w.Scheme));
            Assert.DoesNotContain(Token, await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:9110", HttpStatusCode.OK)]
    [InlineData("[::1]:9110", HttpStatusCode.OK)]
    [InlineData("evil.example:9110", HttpStatusCode.Forbidden)]
    public async Task Without_aToken_onlyLoopbackNamesAreAnsweredTo(string host, HttpStatusCode expected)
    {
        await using var server = await StartAsync(new AdminOptions { Url = "http://127.0.0.1:0" });
        using var http = new HttpClient { BaseAddress = new Uri(server.BoundUrls[0]) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cluster") { Headers = { Host = host } };

        Assert.Equal(expected, (await http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task With_theToken_everythingIsOpen_andProbesNeedNone()
    {
        await using var server = await StartAsync(new AdminOptions { Url = "http://127.0.0.1:0", Token = Token });
        using var http = new HttpClient { BaseAddress = new Uri(server.BoundUrls[0]) };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/ready")).StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", Token);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/cluster")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync("/api/shadows/all/pause", new { who = "me" })).StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Base64($"me:{Token}"));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task Client_certificates_openTheListener_onlyWhenTheyAreOfTheAuthority()
    {
        var (certificate, key) = _authority.Issue("node.test");
        await using var server = await StartAsync(new AdminOptions
        {
            Url = "https://127.0.0.1:0", Certificate = new CertificateFiles(certificate, key), ClientAuthorities = _authority.Pem,
        });
        var url = server.BoundUrls[0];

        using var known = Client(url, _authority.Issue("operator"));
        Assert.Equal(HttpStatusCode.OK, (await known.GetAsync("/api/cluster")).StatusCode);
        using var nameless = Client(url, null);
        Assert.Equal(HttpStatusCode.OK, (await nameless.GetAsync("/alive")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nameless.GetAsync("/api/cluster")).StatusCode);
        foreach (var wrong in new[] { _strangers.Issue("operator"), _authority.Issue("operator", TimeSpan.FromHours(-1)) })
        {
            using var stranger = Client(url, wrong);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => stranger.GetAsync("/alive"));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Token)]
    public async Task A_client_certificateAlone_opensThePagesControls(string? token)
    {
        var (certificate, key) = _authority.Issue("node.test");
        await using var server = await StartAsync(new AdminOptions
        {
            Url = "https://127.0.0.1:0", Certificate = new CertificateFiles(certificate, key), ClientAuthorities = _authority.Pem, Token = token,
        });

        using var known = Client(server.BoundUrls[0], _authority.Issue("operator"));
        var page = await known.GetStringAsync("/");
        Assert.Contains("Pause all", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Read only", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Lock<", page, StringComparison.Ordinal);

        using var nameless = Client(server.BoundUrls[0], null);
        var answer = await nameless.GetAsync("/");
        Assert.Equal(token is null ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("Pause all", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<AdminServer> StartAsync(AdminOptions options) =>
        AdminServer.StartAsync(
            options, new FakeClusterView(), new FakeMetricsView(), new FakeShadowControl(), SampleRoutes.Loaded(), telemetry: _telemetry);

    private async Task<string> RefusalAsync(AdminOptions options) => (await Assert.ThrowsAsync<AdminBindException>(() => StartAsync(options))).Message;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private HttpClient Client(string url, (string Certificate, string Key)? own) =>
        new(new SocketsHttpHandler { SslOptions = _authority.ClientOptions(own: own) }) { BaseAddress = new Uri(url) };
}
