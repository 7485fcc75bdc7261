using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>
/// Makes connections to one service secure. The name that is asked for (SNI) is the service's, not what the client sent as <c>Host</c>.
/// </summary>
internal sealed class TlsClient(ServiceTarget service, TlsContext? context)
{
    /// <summary>Makes a connection secure.</summary>
    /// <param name="stream">The connection; belongs to the result.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">A certificate file cannot be read, or is not one.</exception>
    public async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(Options(), cancellationToken).ConfigureAwait(false);
        return secure;
    }

    /// <summary>Made for each connection, so that renewed certificate files are taken without a reload.</summary>
    private SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = context?.ServerName ?? service.Host,
            ApplicationProtocols = [service.Http2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11],
            RemoteCertificateValidationCallback = (_, _, _, errors) => IsAccepted(errors),
        };
        if (context is { CertificateFile: { } certificate })
            options.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, context.PrivateKeyFile)];
        if (context is { AuthorityFile: { } authorities })
            options.CertificateChainPolicy = Trusting(authorities);
        return options;
    }

    /// <summary>
    /// Ambassador: certificates of services are verified only where a TLSContext names their authorities, and then by these, not by name
    /// (that would need Envoy's <c>match_typed_subject_alt_names</c>, which a TLSContext cannot say).
    /// </summary>
    private bool IsAccepted(SslPolicyErrors errors) =>
        context is not { VerifiesServer: true } || (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;

    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
