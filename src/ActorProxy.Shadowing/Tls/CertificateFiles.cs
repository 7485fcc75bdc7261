namespace ActorProxy.Shadowing.Tls;

/// <summary>Where a certificate and its private key are.</summary>
/// <param name="Certificate">
/// PEM file with the certificate, then those that lead to its authority; or a PKCS #12 file (<c>.pfx</c>, <c>.p12</c>) without a password.
/// </param>
/// <param name="Key">PEM file with the private key, not encrypted; null when it is in the same file.</param>
public sealed record CertificateFiles(string Certificate, string? Key = null)
{
    /// <summary>The files.</summary>
    public IReadOnlyList<string> Paths => Key is null ? [Certificate] : [Certificate, Key];

    /// <inheritdoc/>
    public override string ToString() => string.Join(" and ", Paths);
}
