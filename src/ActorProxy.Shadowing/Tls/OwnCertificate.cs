using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.Shadowing.Tls;

/// <summary>A certificate that this node shows to others, with its private key and what leads to its authority.</summary>
public sealed class OwnCertificate
{
    private readonly string[] _names;

    private OwnCertificate(X509Certificate2 leaf, X509Certificate2Collection intermediates)
    {
        (Leaf, Intermediates) = (leaf, intermediates);
        _names = [.. leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(e => e.EnumerateDnsNames())];
        Context = SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
    }

    /// <summary>The certificate itself.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>What leads from it to its authority.</summary>
    public X509Certificate2Collection Intermediates { get; }

    /// <summary>Both, ready for handshakes.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>Reads it.</summary>
    /// <exception cref="CertificateException">A file cannot be read or is not what it should be, or the key is of another certificate.</exception>
    public static OwnCertificate Load(CertificateFiles files)
    {
        try
        {
            var all = IsPkcs12(files.Certificate)
                ? X509CertificateLoader.LoadPkcs12CollectionFromFile(files.Certificate, password: null)
                : ReadPem(files);
            var leaf = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CertificateException($"{files} holds no private key");
            all.Remove(leaf);
            return new OwnCertificate(leaf, all);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CertificateException($"the certificate {files} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Whether the certificate is for a name: one of its DNS names, or one whose first label is a star (RFC 6125, 6.4.3).</summary>
    public bool IsFor(string name)
    {
        var parent = name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[dot..] : null;
        return _names.Any(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)
            || (parent is not null && n.StartsWith('*') && n.AsSpan(1).Equals(parent, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether it is out of date by a clock.</summary>
    public bool HasExpired(TimeProvider time) => Leaf.NotAfter.ToUniversalTime() < time.GetUtcNow().UtcDateTime;

    private static X509Certificate2Collection ReadPem(CertificateFiles files)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(files.Certificate);
        if (all.Count > 0) all[0] = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
        return all;
    }

    private static bool IsPkcs12(string path) => Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12";
}
