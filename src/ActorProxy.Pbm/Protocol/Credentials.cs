using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Pbm.CommandLine;

namespace ActorProxy.Pbm.Protocol;

/// <summary>What pbm shows a node, and what it wants to see of it.</summary>
internal sealed class Credentials
{
    private readonly string? _token;
    private readonly X509Certificate2Collection? _authorities;
    private readonly X509Certificate2? _certificate;

    private Credentials(string? token, X509Certificate2Collection? authorities, X509Certificate2? certificate) =>
        (_token, _authorities, _certificate) = (token, authorities, certificate);

    /// <summary>Reads the files.</summary>
    /// <param name="options">Which ones.</param>
    /// <param name="token">The token of the environment; null or empty for none. A file named on the command line wins.</param>
    /// <exception cref="UsageException">One cannot be read.</exception>
    public static Credentials Read(ConnectionOptions options, string? token)
    {
        if (string.IsNullOrEmpty(token) || options.NamesTokenFile)
            token = options.TokenFile is { } file ? Readable(file, () => File.ReadAllText(file).Trim()) : null;

        return new Credentials(
            token,
            options.Authorities is { } authorities ? Readable(authorities, () => ReadAuthorities(authorities)) : null,
            options.Certificate is { } own ? Readable(own, () => X509Certificate2.CreateFromPemFile(own, options.Key)) : null);
    }

    /// <summary>Sets up a connection.</summary>
    public void ApplyTo(SslClientAuthenticationOptions tls)
    {
        if (_certificate is not null) tls.ClientCertificates = [_certificate];
        if (_authorities is null) return;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_authorities);
        tls.CertificateChainPolicy = policy;
    }

    /// <summary>Sets up a client's requests.</summary>
    public void ApplyTo(HttpRequestHeaders headers)
    {
        if (_token is not null) headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new UsageException($"{file} holds no certificate");
    }

    private static T Readable<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UsageException($"{file} cannot be used: {e.Message}");
        }
    }
}
