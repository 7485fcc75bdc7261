using ActorProxy.Shadowing.Tests.Certificates;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Tls;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Tls;

public sealed class ReloadingCertificatesTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly RecordingLogger _log = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void Select_goesByTheNameAskedFor_andTakesTheFirstForAllOthers()
    {
        using var certificates = Of(_authority.Issue("a.test"), _authority.Issue("b.test"));

        Assert.Equal("CN=b.test", certificates.Select("b.test").Leaf.Subject);
        Assert.Equal("CN=a.test", certificates.Select("c.test").Leaf.Subject);
        Assert.Equal("CN=a.test", certificates.Select(null).Leaf.Subject);
    }

    [Fact]
    public void A_renewedFile_isInForceASecondLater()
    {
        var files = _authority.Issue("a.test");
        using var certificates = Of(files);
        var before = certificates.Select(null).Leaf.SerialNumber;

        _authority.IssueTo(files, "a.test", TimeSpan.FromDays(9));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEqual(before, certificates.Select(null).Leaf.SerialNumber);
        Assert.Contains(_log.Lines, l => l.Level == LogLevel.Information && l.Text.Contains("read again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_newFileThatCannotBeUsed_isReportedOnce_andChangesNothing()
    {
        var files = _authority.Issue("a.test");
        using var certificates = Of(files);
        var before = certificates.Select(null);

        File.WriteAllText(files.Certificate, "half of a certifi");
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Same(before, certificates.Select(null));
        var error = Assert.Single(_log.Lines, l => l.Level == LogLevel.Error);
        Assert.Contains(files.Certificate, error.Text, StringComparison.Ordinal);

        _authority.IssueTo(files, "a.test", TimeSpan.FromHours(-1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(before, certificates.Select(null));
        Assert.Contains(_log.Lines, l => l.Level == LogLevel.Error && l.Text.Contains("expired", StringComparison.Ordinal));

        _authority.IssueTo(files, "a.test");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotSame(before, certificates.Select(null));
    }

    private ReloadingCertificates Of(params (string Certificate, string Key)[] files) =>
        new([.. files.Select(f => new CertificateFiles(f.Certificate, f.Key))], _log, _time);
}
