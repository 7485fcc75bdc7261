using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using ActorProxy.Edge.Tests.Support;
using ActorProxy.Shadowing.Tests.Certificates;
using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Edge.Tests.Hosting;

public sealed class EdgeTlsTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Https_speaks_the_version_that_ALPN_chooses_and_production_is_told_the_scheme(int version)
    {
        var received = new ConcurrentQueue<RawMessage>();
        await using var upstream = RawUpstream.Answering(Ok, received);
        await using var edge = await StartAsync(upstream.Endpoint, _authority.Issue("a.test"));
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = _authority.ClientOptions() });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{edge.Url}/x")
        {
            Version = version == 1 ? HttpVersion.Version11 : HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var reply = await client.SendAsync(request);

        Assert.Equal(("ok", version), (await reply.Content.ReadAsStringAsync(), reply.Version.Major));
        Assert.StartsWith("https://", edge.Url, StringComparison.Ordinal);
        Assert.Equal("https", Assert.Single(received).Header("x-forwarded-proto"));
    }

    [Fact]
    public async Task Several_certificates_are_chosen_by_the_name_that_is_asked_for()
    {
        await using var edge = await StartAsync(null, _authority.Issue("a.test"), _authority.Issue("*.b.test"));

        Assert.Equal("CN=a.test", (await ShownAsync(edge, "a.test")).Subject);
        Assert.Equal("CN=*.b.test", (await ShownAsync(edge, "www.b.test")).Subject);
        Assert.Equal("CN=a.test", (await ShownAsync(edge, "elsewhere.test")).Subject);
    }

    [Fact]
    public async Task A_certificate_that_is_renewed_is_shown_without_a_restart_and_a_bad_one_is_not()
    {
        var files = _authority.Issue("a.test");
        await using var edge = await StartAsync(null, files);
        var first = (await ShownAsync(edge, "a.test")).Serial;

        await File.WriteAllTextAsync(files.Certificate, "-----BEGIN CERTIFICATE-----\nnot really\n-----END CERTIFICATE-----\n");
        Assert.Equal(first, (await ShownAsync(edge, "a.test")).Serial);

        _authority.IssueTo(files, "a.test", TimeSpan.FromDays(30));
        var started = Stopwatch.StartNew();
        while ((await ShownAsync(edge, "a.test").InTime()).Serial == first) Assert.True(started.Elapsed < Deadline.Limit, "the renewed certificate is not shown");
    }

    [Fact]
    public async Task Https_without_a_certificate_and_a_certificate_without_https_are_errors()
    {
        var (certificate, key) = _authority.Issue("a.test");

        Assert.Contains("no certificate is given", (await Assert.ThrowsAsync<ArgumentException>(() => EdgeUnderTest.StartAsync(
            null, change: o => o with { Listen = ["https://127.0.0.1:0"] }))).Message, StringComparison.Ordinal);
        Assert.Contains("nothing listens on https", (await Assert.ThrowsAsync<ArgumentException>(() => EdgeUnderTest.StartAsync(
            null, change: o => o with { Certificates = [new CertificateFiles(certificate, key)] }))).Message, StringComparison.Ordinal);
    }

    private static Task<EdgeUnderTest> StartAsync(string? endpoint, params (string Certificate, string Key)[] files) => EdgeUnderTest.StartAsync(
        endpoint, change: o => o with { Listen = ["https://127.0.0.1:0"], Certificates = [.. files.Select(f => new CertificateFiles(f.Certificate, f.Key))] });

    private async Task<(string Subject, string Serial)> ShownAsync(EdgeUnderTest edge, string name)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(edge.Url).Port);
        await using var stream = new SslStream(connection.GetStream());
        await stream.AuthenticateAsClientAsync(_authority.ClientOptions(name));
        return (stream.RemoteCertificate!.Subject, stream.RemoteCertificate.GetSerialNumberString());
    }
}
