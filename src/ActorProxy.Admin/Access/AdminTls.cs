using ActorProxy.Shadowing.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Access;

/// <summary>The admin listener's side of TLS.</summary>
internal static class AdminTls
{
    /// <summary>Sets up the listener: its certificate, and what it demands of clients' certificates.</summary>
    public static void Configure(HttpsConnectionAdapterOptions https, ReloadingCertificates certificates, AdminAccess access, ILogger log)
    {
        https.ServerCertificateSelector = (_, name) => certificates.Select(name).Leaf;
        https.OnAuthenticate = (_, ssl) =>
        {
            // The selector can only give the certificate itself, not what leads to its authority.
            ssl.ServerCertificateSelectionCallback = null;
            ssl.ServerCertificateContext = certificates.Select(null).Context;
        };
        if (access.ClientAuthorities is not { } authorities) return;

        // Allowed, not required: probes have none. Whoever shows one must show a good one.
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (certificate, chain, _) =>
        {
            if (authorities.WhyNotAccepted(certificate, chain is null ? [] : chain.ChainPolicy.ExtraStore) is not { } reason) return true;
            log.LogWarning("A client certificate was refused: {Reason}", reason);
            return false;
        };
    }
}
