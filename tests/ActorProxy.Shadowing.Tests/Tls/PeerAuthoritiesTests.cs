using System.Security.Cryptography.X509Certificates;
using ActorProxy.Shadowing.Tests.Certificates;
using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Shadowing.Tests.Tls;

public sealed class PeerAuthoritiesTests : IDisposable
{
    private readonly TestAuthority _ours = new();
    private readonly TestAuthority _others = new();

    public void Dispose()
    {
        _ours.Dispose();
        _others.Dispose();
    }

    [Fact]
    public void WhyNotAccepted_isNull_onlyForAValidCertificateOfOurs()
    {
        var authorities = PeerAuthorities.Load(_ours.Pem);

        Assert.Null(authorities.WhyNotAccepted(Read(_ours.Issue("peer")), []));
        Assert.Contains("CN=peer is not accepted", authorities.WhyNotAccepted(Read(_others.Issue("peer")), []), StringComparison.Ordinal);
        Assert.Contains("expired", authorities.WhyNotAccepted(Read(_ours.Issue("peer", TimeSpan.FromHours(-1))), []), StringComparison.Ordinal);
        Assert.Equal("no certificate was shown", authorities.WhyNotAccepted(null, []));
    }

    [Fact]
    public void WhyNotAccepted_doesNotBelieveAnAuthorityThatThePeerSendsAlong() =>
        Assert.NotNull(PeerAuthorities.Load(_ours.Pem).WhyNotAccepted(Read(_others.Issue("peer")), [X509CertificateLoader.LoadCertificateFromFile(_others.Pem)]));

    [Fact]
    public void Load_ofAFileWithoutCertificates_namesIt()
    {
        var empty = _ours.FileOf("empty.pem");
        File.WriteAllText(empty, "");

        foreach (var file in new[] { empty, _ours.FileOf("absent.pem") })
            Assert.Contains(file, Assert.Throws<CertificateException>(() => PeerAuthorities.Load(file)).Message, StringComparison.Ordinal);
    }

    private static X509Certificate2 Read((string Certificate, string Key) files) => X509CertificateLoader.LoadCertificateFromFile(files.Certificate);
}
