using ActorProxy.Admin;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Shadowing.Tests.Certificates;
using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Pbm.Tests.EndToEnd;

/// <summary>A node that asks who is there.</summary>
public sealed class AccessTests : IAsyncLifetime, IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly TestAuthority _authority = new();
    private AdminFixture? _node;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_node is not null) await _node.DisposeAsync();
    }

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Pbm_showsItsToken_overHttps_andChecksTheNodesCertificate()
    {
        var (certificate, key) = _authority.Issue("node.test");
        var url = await StartAsync(new AdminOptions
        {
            Url = "https://127.0.0.1:0", Certificate = new CertificateFiles(certificate, key), Token = Token,
        });
        var token = _authority.FileOf("token");
        await File.WriteAllTextAsync(token, Token + "\n");

        var done = await PbmProcess.RunAsync(null, [url, "--ca", _authority.Pem, "--token-file", token, "mapping", "list"]);
        Assert.True(done.Code == 0, done.Errors);

        var tokenless = await PbmProcess.RunAsync(null, [url, "--ca", _authority.Pem, "mapping", "list"]);
        Assert.Equal(2, tokenless.Code);
        Assert.Contains("--token-file", tokenless.Errors, StringComparison.Ordinal);

        var trusting = await PbmProcess.RunAsync(null, [url, "--token-file", token, "mapping", "list"]);
        Assert.Equal(2, trusting.Code);
        Assert.Contains("--ca", trusting.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pbm_showsItsCertificate()
    {
        var (certificate, key) = _authority.Issue("node.test");
        var url = await StartAsync(new AdminOptions
        {
            Url = "https://127.0.0.1:0", Certificate = new CertificateFiles(certificate, key), ClientAuthorities = _authority.Pem,
        });
        var own = _authority.Issue("operator");

        var done = await PbmProcess.RunAsync(
            null, [url, "--ca", _authority.Pem, "--certificate", own.Certificate, "--key", own.Key, "mapping", "list"]);

        Assert.True(done.Code == 0, done.Errors);
    }

    [Fact]
    public async Task A_fileThatCannotBeRead_isAnErrorOfUsage()
    {
        var result = await PbmProcess.RunAsync(null, ["--token-file", _authority.FileOf("absent"), "mapping", "list"]);

        Assert.Equal(64, result.Code);
        Assert.Contains(_authority.FileOf("absent"), result.Errors, StringComparison.Ordinal);
    }

    private async Task<string> StartAsync(AdminOptions options)
    {
        _node = new AdminFixture { Options = options };
        await _node.InitializeAsync();
        return _node.Url;
    }
}
