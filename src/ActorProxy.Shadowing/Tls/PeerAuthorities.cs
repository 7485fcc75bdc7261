using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.Shadowing.Tls;

/// <summary>The authorities whose certificates prove that a peer belongs here. Those that the operating system trusts count for nothing.</summary>
public sealed class PeerAuthorities
{
    private readonly X509Certificate2Collection _authorities;
    private readonly string _file;

    private PeerAuthorities(X509Certificate2Collection authorities, string file) => (_authorities, _file) = (authorities, file);

    /// <summary>Reads them.</summary>
    /// <param name="file">PEM file with one or several certificates.</param>
    /// <exception cref="CertificateException">It cannot be read, or holds no certificate.</exception>
    public static PeerAuthorities Load(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"the authorities {file} cannot be read: {e.Message}", e);
        }

        return authorities.Count > 0 ? new PeerAuthorities(authorities, file) : throw new CertificateException($"{file} holds no certificate");
    }

    /// <summary>Why a certificate proves nothing; null when it is valid now and one of the authorities stands behind it.</summary>
    /// <param name="certificate">The peer's certificate; null when it has shown none.</param>
    /// <param name="others">What it sent along.</param>
    public string? WhyNotAccepted(X509Certificate2? certificate, IEnumerable<X509Certificate2> others)
    {
        if (certificate is null) return "no certificate was shown";
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        foreach (var other in others) chain.ChainPolicy.ExtraStore.Add(other);
        return chain.Build(certificate)
            ? null
            : $"{certificate.Subject} is not accepted by {_file}: {string.Join("; ", chain.ChainStatus.Select(s => s.StatusInformation.Trim()).Distinct())}";
    }
}
