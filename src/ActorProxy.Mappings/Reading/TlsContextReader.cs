using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads one TLSContext.</summary>
internal static class TlsContextReader
{
    private static readonly string[] Secrets = ["secret", "ca_secret", "crl_secret"];

    /// <summary>Reads it.</summary>
    public static TlsContextResource Read(FieldReader spec, ResourceId id, SourcePosition position)
    {
        // These are about connections from clients, or fine-tune what .NET decides by itself.
        spec.Accept(
            "ambassador_id", "hosts", "alpn_protocols", "cert_required", "min_tls_version", "max_tls_version", "cipher_suites", "ecdh_curves",
            "redirect_cleartext_from", "secret_namespacing", "v2ExplicitTLS");
        foreach (var field in Secrets.Where(spec.Has))
        {
            spec.Log.Warning(
                FindingCodes.NoEffect,
                $"spec.{field} has no effect: secrets are not read; name files with cacert_chain_file, cert_chain_file and private_key_file",
                spec.LineOf(field),
                $"spec.{field}");
        }

        var context = new TlsContext
        {
            Name = id.Name,
            AuthorityFile = spec.Text("cacert_chain_file"),
            CertificateFile = spec.Text("cert_chain_file"),
            PrivateKeyFile = spec.Text("private_key_file"),
            ServerName = spec.Text("sni"),
        };
        spec.Finish();
        return new TlsContextResource(id, position, spec.Node) { Context = context };
    }
}
