using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.Shadowing.Tests.Certificates;

/// <summary>An authority for one test; what it issues is in files of its own directory.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actorproxy-tests-ca-").FullName;
    private readonly X509Certificate2 _certificate;
    private int _issued;

    public TestAuthority(string name = "test authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(1));
        Pem = Path.Combine(_directory, "ca.pem");
        File.WriteAllText(Pem, _certificate.ExportCertificatePem());
    }

    /// <summary>The file with its own certificate.</summary>
    public string Pem { get; }

    /// <summary>A file in the same directory.</summary>
    public string FileOf(string name) => Path.Combine(_directory, name);

    /// <summary>How a client connects that trusts this authority, whatever name the certificate is for.</summary>
    /// <param name="name">The name that it asks for.</param>
    /// <param name="own">The client's own certificate; null shows none.</param>
    public SslClientAuthenticationOptions ClientOptions(string? name = null, (string Certificate, string Key)? own = null)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificate);
        return new SslClientAuthenticationOptions
        {
            TargetHost = name,
            CertificateChainPolicy = policy,
            ClientCertificates = own is { } files ? [X509Certificate2.CreateFromPemFile(files.Certificate, files.Key)] : null,
            RemoteCertificateValidationCallback = (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None,
        };
    }

    /// <summary>Issues a certificate, valid from yesterday.</summary>
    /// <param name="name">Subject, and the DNS name that it is for; loopback's addresses are in it too.</param>
    /// <param name="validFor">How long from now; negative for one that has expired.</param>
    public (string Certificate, string Key) Issue(string name, TimeSpan? validFor = null)
    {
        var files = (FileOf($"{++_issued}.crt"), FileOf($"{_issued}.key"));
        IssueTo(files, name, validFor);
        return files;
    }

    /// <summary>Issues a certificate into given files.</summary>
    public void IssueTo((string Certificate, string Key) files, string name, TimeSpan? validFor = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        var from = DateTimeOffset.UtcNow.AddDays(-1);
        using var issued = request.Create(_certificate, from, DateTimeOffset.UtcNow + (validFor ?? TimeSpan.FromDays(1)), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(files.Certificate, issued.ExportCertificatePem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
