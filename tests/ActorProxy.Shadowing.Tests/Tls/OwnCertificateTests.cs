using System.Security.Cryptography.X509Certificates;
using ActorProxy.Shadowing.Tests.Certificates;
using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Shadowing.Tests.Tls;

public sealed class OwnCertificateTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void Load_takesCertificateAndKey_fromTwoFilesOrOne_orPkcs12()
    {
        var (certificate, key) = _authority.Issue("one.test");
        var both = _authority.FileOf("both.pem");
        File.WriteAllText(both, File.ReadAllText(certificate) + "\n" + File.ReadAllText(_authority.Pem) + "\n" + File.ReadAllText(key));
        var pfx = _authority.FileOf("one.pfx");
        using (var loaded = X509Certificate2.CreateFromPemFile(certificate, key))
            File.WriteAllBytes(pfx, loaded.Export(X509ContentType.Pkcs12));

        Assert.True(OwnCertificate.Load(new CertificateFiles(certificate, key)).Leaf.HasPrivateKey);
        var chained = OwnCertificate.Load(new CertificateFiles(both));
        Assert.True(chained.Leaf.HasPrivateKey);
        Assert.Equal("CN=test authority", Assert.Single(chained.Intermediates).Subject);
        Assert.Equal("CN=one.test", OwnCertificate.Load(new CertificateFiles(pfx)).Leaf.Subject);
    }

    [Fact]
    public void Load_ofWhatIsNoCertificate_namesTheFile()
    {
        var (certificate, _) = _authority.Issue("one.test");
        var (_, otherKey) = _authority.Issue("two.test");
        var rubbish = _authority.FileOf("rubbish.pem");
        File.WriteAllText(rubbish, "not a certificate");

        foreach (var files in new CertificateFiles[] { new(certificate, otherKey), new(certificate), new(rubbish), new(_authority.FileOf("absent.pem")) })
            Assert.Contains(files.Certificate, Assert.Throws<CertificateException>(() => OwnCertificate.Load(files)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("www.example.com", "www.example.com", true)]
    [InlineData("www.example.com", "WWW.Example.COM", true)]
    [InlineData("www.example.com", "example.com", false)]
    [InlineData("*.example.com", "www.example.com", true)]
    [InlineData("*.example.com", "a.www.example.com", false)]
    [InlineData("*.example.com", "example.com", false)]
    public void IsFor_goesByNamesAndStars(string subject, string asked, bool expected)
    {
        var (certificate, key) = _authority.Issue(subject);

        Assert.Equal(expected, OwnCertificate.Load(new CertificateFiles(certificate, key)).IsFor(asked));
    }
}
